import type { Logger } from "@medusajs/framework/types"
import { isInbankError } from "../../client"
import { warnOnceAMinute } from "../warn-once-a-minute"

/** Once a minute for each kind of failure: anybody may open pages as often as they like, with any prices. */
export function logUnavailable(logger: Logger, what: string, error: unknown): void {
  const kind = isInbankError(error) ? error.kind : String(error)
  warnOnceAMinute(logger, `${what}: ${whyUnavailable(error)}`, `${what}: ${kind}`)
}

/** Why there is no answer, for the log: what the merchant can do about it, where we know. */
export function whyUnavailable(error: unknown): string {
  return isInbankError(error) ? `${error.message} ${error.merchantMessage}` : String(error)
}
