import type { PosSessionStatus } from "./records"
import type { CallbackFields } from "./signature"
import { errorField, messageOf } from "../error-fields"

/** One callback and what became of it. */
export interface SandboxCallback {
  /** ISO 8601. */
  readonly at: string
  readonly sessionUuid: string
  /** The session's status that the callback announces. */
  readonly sessionStatus: PosSessionStatus
  readonly url: string
  readonly fields: CallbackFields
  /** `dropped`: never sent, because callbacks were paused. */
  result: "in_flight" | "answered" | "failed" | "dropped"
  /** HTTP status of the shop's answer, when `answered`. */
  responseStatus?: number
  /** Why it `failed`. */
  error?: string
}

/** What is to be announced, and where. */
export type CallbackNotice = Pick<SandboxCallback, "at" | "sessionUuid" | "sessionStatus" | "url" | "fields">

/**
 * Sends callbacks and remembers each. Every callback passes `send`, once: Inbank's own policy of repeating a
 * callback that was not answered is UNKNOWN, so there is none here.
 */
export class Callbacks {
  private sent: SandboxCallback[] = []
  private readonly inFlight = new Set<Promise<void>>()
  private readonly closing = new AbortController()
  private paused: boolean

  constructor(
    private readonly sendFromTheStart: boolean,
    private readonly timeoutMilliseconds = 10_000,
  ) {
    this.paused = !sendFromTheStart
  }

  /** Resolves when the shop has answered, or will not. Never rejects. */
  send(notice: CallbackNotice): Promise<void> {
    const callback: SandboxCallback = { ...notice, result: this.paused ? "dropped" : "in_flight" }
    this.sent.push(callback)
    if (this.paused) return Promise.resolve()
    const delivery = this.deliver(callback).finally(() => this.inFlight.delete(delivery))
    this.inFlight.add(delivery)
    return delivery
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  all(): SandboxCallback[] {
    return structuredClone(this.sent)
  }

  /** Forgets what was sent; sending is on or off again as at the start. */
  reset(): void {
    this.sent = []
    this.paused = !this.sendFromTheStart
  }

  async idle(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.all(this.inFlight)
  }

  async close(): Promise<void> {
    this.paused = true
    this.closing.abort(new Error("the sandbox was closed"))
    await this.idle()
  }

  private async deliver(callback: SandboxCallback): Promise<void> {
    try {
      // POST with a form body is INFERRED: the one integration seen reads query and form alike.
      const response = await fetch(callback.url, {
        method: "POST",
        body: new URLSearchParams({ ...callback.fields }),
        redirect: "manual",
        signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(this.timeoutMilliseconds)]),
      })
      await response.body?.cancel()
      callback.responseStatus = response.status
      callback.result = "answered"
    } catch (error) {
      callback.error = reasonOf(error)
      callback.result = "failed"
    }
  }
}

/** fetch says only "fetch failed"; what helps (ECONNREFUSED ...) is in its cause. */
function reasonOf(error: unknown): string {
  const cause = errorField(error, "cause")
  return cause === undefined ? messageOf(error) : `${messageOf(error)}: ${messageOf(cause)}`
}
