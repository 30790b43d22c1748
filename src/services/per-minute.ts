import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"

/**
 * How often something may happen within a minute, for each key. Each process counts for itself: the limit is against
 * floods, and several processes together let a few times as many through. Keys are forgotten after their minute.
 */
export class PerMinute {
  readonly #limiter: RateLimiterMemory

  constructor(points: number) {
    this.#limiter = new RateLimiterMemory({ points, duration: 60 })
  }

  /** Counts one. @returns how many seconds to wait when it was one too many. */
  async secondsToWait(key: string): Promise<number | undefined> {
    try {
      await this.#limiter.consume(key)
      return undefined
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return secondsUntilNext(refused)
      throw refused
    }
  }

  /** Like `secondsToWait`, but does not count the call. */
  async secondsLeft(key: string): Promise<number | undefined> {
    const used = await this.#limiter.get(key)
    return used && used.remainingPoints <= 0 ? secondsUntilNext(used) : undefined
  }
}

function secondsUntilNext({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000))
}
