/** How one call is made. */
export interface CallOptions {
  /** A shopper waits for this call: it is never repeated and gives up sooner. */
  interactive?: boolean
  /** Milliseconds for one attempt, answer body included; overrides the client's own. */
  timeoutMs?: number
  /** Gives the call up. A POST given up after it was sent may still have acted. */
  signal?: AbortSignal
}
