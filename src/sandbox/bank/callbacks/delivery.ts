import { setTimeout as pause } from "node:timers/promises"
import type { SandboxCallback } from "./sent-callback"
import { fieldsToSend } from "./disturbance"
import { controllerForMany } from "../../controller-for-many"
import { errorField, messageOf } from "../../error-fields"

/** Carries callbacks to the shop and records the result in each. Nothing here rejects. */
export class Delivery {
  private readonly inFlight = new Set<Promise<void>>()
  private readonly closing = new AbortController()
  private waiting = controllerForMany()

  constructor(private readonly timeoutMilliseconds: number) {}

  atOnce(callbacks: readonly SandboxCallback[]): Promise<void> {
    return this.track(this.sendAll(callbacks))
  }

  /** Sends each one only after the previous one was answered or failed. */
  inTurn(callbacks: readonly SandboxCallback[]): Promise<void> {
    const { signal } = this.waiting
    const sendEach = async (): Promise<void> => {
      for (const callback of callbacks) {
        if (signal.aborted) fail(callback, signal.reason)
        else await this.send(callback)
      }
    }
    return this.track(sendEach())
  }

  later(callbacks: readonly SandboxCallback[], milliseconds: number): Promise<void> {
    const { signal } = this.waiting
    const wait = async (): Promise<void> => {
      try {
        await pause(milliseconds, undefined, { signal })
      } catch {
        for (const callback of callbacks) fail(callback, signal.reason)
        return
      }
      await this.sendAll(callbacks)
    }
    return this.track(wait())
  }

  /** Drops what was not sent yet. */
  giveUpWaiting(why: string): void {
    this.waiting.abort(new Error(why))
    this.waiting = controllerForMany()
  }

  async idle(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.all(this.inFlight)
  }

  async close(): Promise<void> {
    const why = "the sandbox was closed"
    this.giveUpWaiting(why)
    this.closing.abort(new Error(why))
    await this.idle()
  }

  private track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => this.inFlight.delete(tracked))
    this.inFlight.add(tracked)
    return tracked
  }

  private async sendAll(callbacks: readonly SandboxCallback[]): Promise<void> {
    await Promise.all(callbacks.map((callback) => this.send(callback)))
  }

  private async send(callback: SandboxCallback): Promise<void> {
    const { fields, signature = "good", sessionStatus } = callback
    try {
      // POST with a form body is INFERRED: the one integration that was seen reads both query and form.
      const response = await fetch(callback.url, {
        method: "POST",
        body: new URLSearchParams(fieldsToSend(fields, signature, sessionStatus)),
        redirect: "manual",
        signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(this.timeoutMilliseconds)]),
      })
      await response.body?.cancel()
      callback.responseStatus = response.status
      callback.result = "answered"
    } catch (error) {
      fail(callback, error)
    }
  }
}

function fail(callback: SandboxCallback, error: unknown): void {
  callback.error = reasonOf(error)
  callback.result = "failed"
}

/** fetch says only "fetch failed"; the useful part (ECONNREFUSED ...) is in its cause. */
function reasonOf(error: unknown): string {
  const cause = errorField(error, "cause")
  return cause === undefined ? messageOf(error) : `${messageOf(error)}: ${messageOf(cause)}`
}
