import type { Logger } from "@medusajs/framework/types"
import { LRUCache } from "lru-cache"
import { isInbankError } from "../../client"

/** What was logged within the last minute. */
const logged = new LRUCache<string, true>({ max: 500, ttl: 60_000 })

/** Once a minute for each kind of failure: pages are looked at by as many as like to, with whatever prices they like. */
export function logUnavailable(logger: Logger, what: string, error: unknown): void {
  const key = `${what}: ${isInbankError(error) ? error.kind : String(error)}`
  if (logged.has(key)) return
  logged.set(key, true)
  logger.warn(`${what}: ${whyUnavailable(error)}`)
}

/** Why there is no answer, for the log: what the merchant can do about it, where we know. */
export function whyUnavailable(error: unknown): string {
  return isInbankError(error) ? `${error.message} ${error.merchantMessage}` : String(error)
}
