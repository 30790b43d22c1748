import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  circuitBreaker,
  handleWhen,
  retry,
  type CircuitBreakerPolicy,
  type IBackoff,
  type IRetryBackoffContext,
  type RetryPolicy,
} from "cockatiel"
import { isInbankError, type FailedRequest, type InbankError } from "./errors"
import { GivenUpByCaller, circuitOpen, fromWire } from "./failures"
import { WireFailure } from "./transport"

export interface BreakerSettings {
  /** Consecutive failures after which Inbank is left alone; default 5. */
  failures?: number
  /** Milliseconds until one request may try again; default 10 000. */
  halfOpenAfterMs?: number
}

const RETRIES = 2
const FIRST_DELAY_MS = 200
const LONGEST_DELAY_MS = 5_000

/**
 * Whether this client may repeat the failed call at once. Pure; every branch has its reason. At most two repeats
 * follow, however often this says yes.
 */
export function shouldRetry(error: InbankError, call: { interactive: boolean }): boolean {
  // Inbank has no idempotency key: a second POST might make a second contract, and even "not sent" is only our guess.
  if (error.request.method === "POST") return false
  // A shopper who waits is better served by a quick "not now"; the sweep asks again later.
  if (call.interactive) return false
  // The caller no longer wants the answer.
  if (error instanceof GivenUpByCaller) return false
  // Inbank asks us to wait longer than a repeat would: the caller must plan it, a repeat would only be refused.
  if ((error.retryAfterMs ?? 0) > LONGEST_DELAY_MS) return false
  switch (error.kind) {
    // Such failures are often over a moment later, and a GET changes nothing.
    case "unreachable":
    case "timed_out":
    case "server_error":
    case "rate_limited":
      return true
    // Inbank understood and said no: the same question gets the same answer.
    case "unauthorized":
    case "forbidden":
    case "not_found":
    case "rejected":
      return false
    // A wrong address or proxy does not recover within seconds.
    case "malformed_answer":
      return false
  }
}

/** Whether these count towards opening the circuit. A 4xx means that Inbank works and says no. */
function isOutage(error: InbankError): boolean {
  return error.kind === "unreachable" || error.kind === "timed_out" || error.kind === "server_error"
}

/** An answer that is an error, passed through the circuit breaker as a value. */
class Refusal {
  constructor(readonly error: InbankError) {}
}

/**
 * One per client: every call goes through the same circuit, and a GET that nobody waits for is repeated. Longest time
 * of one call: three attempts plus two waits of at most {@link LONGEST_DELAY_MS}.
 */
export class Resilience {
  readonly #breaker: CircuitBreakerPolicy
  readonly #interactive = retryPolicy({ interactive: true })
  readonly #background = retryPolicy({ interactive: false })

  constructor(settings: BreakerSettings = {}) {
    this.#breaker = circuitBreaker(
      handleWhen((error) => isInbankError(error) && this.#opensCircuit(error)),
      {
        breaker: new ConsecutiveBreaker(settings.failures ?? 5),
        halfOpenAfter: settings.halfOpenAfterMs ?? 10_000,
      },
    )
  }

  /** @throws InbankError, `unreachable` without a call of `attempt` while the circuit is open. */
  async run<T>(
    request: FailedRequest,
    call: { interactive: boolean; signal?: AbortSignal },
    attempt: () => Promise<T>,
  ): Promise<T> {
    const policy = call.interactive ? this.#interactive : this.#background
    const pauses = new Pauses(request, call.signal)
    try {
      return await Promise.race([
        policy.execute(() => pauses.around(() => this.#throughCircuit(attempt, call.signal)), call.signal),
        pauses.abandoned,
      ])
    } catch (error) {
      throw error instanceof BrokenCircuitError ? circuitOpen(request) : error
    } finally {
      pauses.end()
    }
  }

  async #throughCircuit<T>(attempt: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    // The caller no longer waits: this must not be the one request that tries whether Inbank is back.
    if (signal?.aborted) return await attempt()
    // While one request tries whether Inbank is back, cockatiel would let the others wait for it without a time limit.
    if (this.#breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError()
    const outcome = await this.#breaker.execute(async () => {
      try {
        return await attempt()
      } catch (error) {
        // As a value a refusal counts as success and ends a series of failures; thrown, cockatiel would count it as
        // neither.
        if (isInbankError(error) && !isOutage(error)) return new Refusal(error)
        throw error
      }
    })
    if (outcome instanceof Refusal) throw outcome.error
    return outcome
  }

  /** A call that its caller aborted says nothing about Inbank, but must not close a circuit that is being tested. */
  #opensCircuit(error: InbankError): boolean {
    if (error instanceof GivenUpByCaller) return this.#breaker.state === CircuitState.HalfOpen
    return isOutage(error)
  }
}

/**
 * Listens to the caller's signal between two attempts: cockatiel 3.2 waits until the end of a pause although the caller
 * has aborted. A running attempt listens to the signal itself, and knows whether it was sent.
 */
class Pauses {
  /** Rejects when the caller aborts during a pause. */
  readonly abandoned: Promise<never>
  #isPausing = false
  readonly #signal: AbortSignal | undefined
  #onAbort: () => void = () => undefined

  constructor(request: FailedRequest, signal: AbortSignal | undefined) {
    this.#signal = signal
    this.abandoned = new Promise((_resolve, reject) => {
      this.#onAbort = () => {
        if (this.#isPausing) reject(fromWire(new WireFailure("not_sent", "ABORTED"), request))
      }
    })
    signal?.addEventListener("abort", this.#onAbort)
  }

  async around<T>(attempt: () => Promise<T>): Promise<T> {
    this.#isPausing = false
    try {
      return await attempt()
    } finally {
      this.#isPausing = true
    }
  }

  end(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort)
  }
}

function retryPolicy(call: { interactive: boolean }): RetryPolicy {
  const delays = new ExponentialBackoff({ initialDelay: FIRST_DELAY_MS, maxDelay: LONGEST_DELAY_MS })
  return retry(
    handleWhen((error) => isInbankError(error) && shouldRetry(error, call)),
    { maxAttempts: RETRIES, backoff: { next: (context) => atLeastRetryAfter(delays.next(), context) } },
  )
}

/** Exponential delay with jitter, or what Inbank asked for where that is longer. */
function atLeastRetryAfter(
  delay: IBackoff<unknown>,
  context: IRetryBackoffContext<unknown>,
): IBackoff<IRetryBackoffContext<unknown>> {
  const error = "error" in context.result ? context.result.error : undefined
  const asked = isInbankError(error) ? (error.retryAfterMs ?? 0) : 0
  return {
    duration: Math.max(delay.duration, asked),
    next: (later) => atLeastRetryAfter(delay.next(later), later),
  }
}
