import type { Logger } from "@medusajs/framework/types"

let isExplained = false

/** Once per process: anybody can call that route, as often as they like. */
export function explainWebhookRoute(logger: Pick<Logger, "warn">): void {
  if (isExplained) return
  isExplained = true
  logger.warn(
    "Inbank: /hooks/payment/inbank is not used. Callbacks come to /hooks/inbank/:token by themselves.",
  )
}
