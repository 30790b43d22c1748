import type { LRUCache } from "lru-cache"

/** As long as the circuit breaker leaves an Inbank alone that is down. */
const FAILURE_TTL_MS = 10_000

/**
 * What is kept of a question to Inbank. A failure is kept too, for some seconds: a page that is looked at a thousand
 * times must not ask a bank a thousand times that is down or says no.
 */
export type Outcome<Answer> = { answer: Answer } | { failure: unknown }

/** How a cache of outcomes asks; the cache itself makes many who ask the same at once one request. */
export function asking<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
): LRUCache.Fetcher<string, Outcome<Answer>, Question> {
  return async (_key, _old, { context, options }) => {
    try {
      return { answer: await ask(context) }
    } catch (failure) {
      options.ttl = FAILURE_TTL_MS
      return { failure }
    }
  }
}

/** As `asking`; an answer that is too old stays for as long as no new one can be had, for a reason that passes. */
export function askingOrKeeping<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  passes: (failure: unknown) => boolean,
): LRUCache.Fetcher<string, Outcome<Answer>, Question> {
  const fresh = asking(ask)
  return async (key, old, call) => {
    const outcome = await fresh(key, old, call)
    const isKept = outcome && "failure" in outcome && passes(outcome.failure) && hasAnswer(old)
    return isKept ? old : outcome
  }
}

export function hasAnswer(outcome: Outcome<unknown> | undefined): boolean {
  return outcome !== undefined && "answer" in outcome
}

/** @throws what Inbank's client threw, now or some seconds ago. */
export function answerIn<Answer>(outcome: Outcome<Answer>): Answer {
  if ("failure" in outcome) throw outcome.failure
  return outcome.answer
}
