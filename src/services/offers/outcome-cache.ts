import { LRUCache } from "lru-cache"
import { CircuitOpen } from "../../client"
import { NotAsked } from "./not-asked"

/** As long as the circuit breaker leaves Inbank alone when it is down. */
const FAILURE_TTL_MS = 10_000
const FAILURES = 500

interface Settings<Question, Answer> {
  /** How many answers are kept. */
  max: number
  /** Milliseconds for which an answer counts as fresh. */
  ttl: number
  /** @param isKnown it was answered before. */
  ask: (question: Question, isKnown: boolean) => Promise<Answer>
  /**
   * Makes stale answers usable: while a new one is fetched, and after a failure for which this returns true. Without it
   * a stale answer is never used.
   */
  outlives?: (failure: unknown) => boolean
}

/**
 * What Inbank answered. Many callers who ask the same at once share one request. Refusals are kept too, for some
 * seconds and separately, where they displace no answer: a page that is opened a thousand times must not send a
 * thousand requests to a bank that is down or says no. A decision not to ask Inbank is no answer and is never kept.
 */
export class OutcomeCache<Question, Answer extends object> {
  readonly #answers: LRUCache<string, Answer, { question: Question }>
  readonly #failures = new LRUCache<string, { failure: unknown }>({ max: FAILURES, ttl: FAILURE_TTL_MS })

  constructor({ max, ttl, ask, outlives }: Settings<Question, Answer>) {
    this.#answers = new LRUCache<string, Answer, { question: Question }>({
      max,
      ttl,
      allowStale: outlives !== undefined,
      // A stale answer is kept even when it is never used: it tells what was asked before.
      noDeleteOnFetchRejection: outlives === undefined,
      // A caller who waits gets the answer, even if the key is set or pushed out meanwhile.
      ignoreFetchAbort: true,
      fetchMethod: async (key, old, { context, options }) => {
        try {
          return await ask(context.question, old !== undefined)
        } catch (failure) {
          if (old !== undefined && outlives?.(failure)) {
            options.ttl = FAILURE_TTL_MS
            return old
          }
          if (!isOurs(failure)) this.#failures.set(key, { failure })
          throw failure
        }
      },
    })
  }

  /** @throws what Inbank's client threw, now or some seconds ago; or why Inbank was not asked. */
  async get(key: string, question: Question): Promise<Answer> {
    const known = this.#failures.get(key)
    if (known) throw known.failure
    return await this.#answers.forceFetch(key, { context: { question } })
  }

  /** Inbank has just said so to another caller. */
  set(key: string, answer: Answer): void {
    this.#failures.delete(key)
    this.#answers.set(key, answer)
  }
}

/** Refused by ourselves, to spare Inbank: a moment later Inbank may be asked. */
function isOurs(failure: unknown): boolean {
  return failure instanceof NotAsked || failure instanceof CircuitOpen
}
