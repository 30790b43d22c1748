import type { MedusaResponse } from "@medusajs/framework/http"
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"

const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 })

/**
 * How often an address may be called within a minute. Counted in each process for itself: what is kept off is a flood,
 * and several processes take a few times as much before they call it one. Keys are forgotten after their minute.
 */
const LIMITS = {
  /** Per address of a session and signer. Apart from the doubtful ones, so that no flood of forgeries keeps a genuine ring out. */
  signedCallback: perMinute(120),
  /** Per session: wrong signatures, and missing ones even where they are optional. */
  doubtfulCallback: perMinute(20),
  /** Per remote address: tokens that are none of ours. */
  unknownToken: perMinute(60),
  /** The same, well signed: by Inbank, when a backup was restored, or by whoever has seen one message of his own purchase. */
  signedUnknownToken: perMinute(300),
  /** Per session. */
  customerBack: perMinute(60),
}
export type Limit = keyof typeof LIMITS

/** Counts a call. @returns how many seconds to stay away when it was one too many. */
export async function secondsToWait(limit: Limit, key: string): Promise<number | undefined> {
  try {
    await LIMITS[limit].consume(key)
    return undefined
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return secondsUntilNext(refused)
    throw refused
  }
}

/** As `secondsToWait`, for one that would be too many, without counting it. */
export async function secondsLeft(limit: Limit, key: string): Promise<number | undefined> {
  const used = await LIMITS[limit].get(key)
  return used && used.remainingPoints <= 0 ? secondsUntilNext(used) : undefined
}

export function tooManyRequests(res: MedusaResponse, seconds: number, sentence = "too many requests"): void {
  res.status(429).set("Retry-After", String(seconds)).send(sentence)
}

function secondsUntilNext({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000))
}
