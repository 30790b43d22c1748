/**
 * What went wrong, as a closed set. Every failure of {@link InbankClient} is exactly one of these.
 *
 * - `unreachable`: no connection, or the circuit is open. The request was not sent.
 * - `timed_out`: sent, but no whole answer came (time-out, reset connection, body cut short, aborted by the caller).
 * - `server_error`: Inbank answered 5xx.
 * - `rate_limited`: 429. INFERRED: no rate limit is documented, but Inbank is behind an API gateway that has one.
 * - `unauthorized`, `forbidden`, `not_found`: 401, 403, 404.
 * - `rejected`: 400, 409, 422 and every other 4xx; also a request that we refused to write (then `status` is absent).
 * - `malformed_answer`: an answer that is not what was asked for (HTML, empty, a redirect, a needed field missing).
 *
 * SEEN: the statuses and bodies of 401, 403, 404, 422 and 500.
 * @see https://docs.inbank.eu/api/epos-flow/other/postmerchantapproval.md
 */
export type InbankErrorKind =
  | "unreachable"
  | "timed_out"
  | "server_error"
  | "rate_limited"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "rejected"
  | "malformed_answer"

export type HttpMethod = "GET" | "POST"

/** The request that failed. The path has no shop UUID: Inbank asks to keep it private. */
export interface FailedRequest {
  method: HttpMethod
  path: string
}

export interface InbankErrorDetails {
  kind: InbankErrorKind
  /** Technical, for logs. Must already be free of secrets and personal data. */
  message: string
  merchantMessage: string
  request: FailedRequest
  mayHaveActed?: boolean
  retryable?: boolean
  codes?: string[]
  status?: number
  retryAfterMs?: number
  body?: string
}

/** The only error of this client. It is safe to log: the API key and personal data never reach it. */
export class InbankError extends Error {
  override readonly name = "InbankError"
  readonly kind: InbankErrorKind
  /**
   * Inbank may have done what was asked, in spite of the error. Check with a GET before doing it again. Never true for
   * a GET.
   */
  readonly mayHaveActed: boolean
  /** The same call, unchanged, may succeed later. Says nothing about safety: see {@link mayHaveActed}. */
  readonly retryable: boolean
  /** What the merchant should do next, in one or two plain sentences without secrets. */
  readonly merchantMessage: string
  /** Inbank's own words for programs, such as `can_not_approve`; empty when it gave none. */
  readonly codes: string[]
  /** HTTP status, absent when no answer came or nothing was sent. */
  readonly status?: number
  /** How long Inbank asks us to wait, in milliseconds (from Retry-After), at most one day. */
  readonly retryAfterMs?: number
  readonly request: FailedRequest
  /** The raw answer, scrubbed of the API key and of personal data and cut to 2 kB. */
  readonly body?: string

  constructor(details: InbankErrorDetails) {
    super(details.message)
    this.kind = details.kind
    this.mayHaveActed = details.request.method === "POST" && (details.mayHaveActed ?? false)
    this.retryable = details.retryable ?? false
    this.merchantMessage = details.merchantMessage
    this.codes = details.codes ?? []
    this.status = details.status
    this.retryAfterMs = details.retryAfterMs
    this.request = details.request
    this.body = details.body
  }
}

/** By shape and not only by class, so that two copies of this package in one process understand each other. */
export function isInbankError(error: unknown): error is InbankError {
  return (
    error instanceof InbankError ||
    (error instanceof Error && error.name === "InbankError" && "kind" in error && "mayHaveActed" in error)
  )
}
