/** How one call is made. */
export interface CallOptions {
  /** A shopper waits for this call: it is never repeated and gives up sooner. */
  interactive?: boolean
  /** Milliseconds for one attempt, answer body included; overrides the client's own. */
  timeoutMs?: number
  /** Aborts the call. A POST that is aborted after it was sent may still have acted. */
  signal?: AbortSignal
}
