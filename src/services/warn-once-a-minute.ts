import type { Logger } from "@medusajs/framework/types"
import { LRUCache } from "lru-cache"

/** What was logged within the last minute. */
const logged = new LRUCache<string, true>({ max: 500, ttl: 60_000 })

/**
 * For warnings that anybody can cause as often as they like.
 * @param key what counts as the same, where the sentence itself does not
 */
export function warnOnceAMinute(logger: Pick<Logger, "warn">, sentence: string, key = sentence): void {
  if (logged.has(key)) return
  logged.set(key, true)
  logger.warn(sentence)
}
