import type { CallbackNotice, SandboxCallback } from "./sent-callback"
import { Delivery } from "./delivery"
import { Disturbance, readDisturbance, readRepetition } from "./disturbance"
import type { CallbackDisturbance, PlannedDisturbance } from "./disturbance"
import { NotPossible } from "../not-possible"

/**
 * Sends callbacks and remembers each sending. Inbank's own policy of repeating an unanswered callback is UNKNOWN, so
 * there is none here: a callback that is sent twice, late or out of order was disturbed on purpose.
 */
export class Callbacks {
  private sent: SandboxCallback[] = []
  private readonly disturbance = new Disturbance()
  private readonly delivery: Delivery
  private paused: boolean

  constructor(
    private readonly sendFromTheStart: boolean,
    timeoutMilliseconds = 10_000,
  ) {
    this.delivery = new Delivery(timeoutMilliseconds)
    this.paused = !sendFromTheStart
  }

  /** Resolves when the shop has answered, will not answer, or will be asked later. Never rejects. */
  async send(notice: CallbackNotice): Promise<void> {
    if (this.paused) {
      this.record(notice, "dropped")
      return
    }
    const plan = this.disturbance.next()
    if (plan.lose) {
      this.record(notice, "dropped", plan)
      return
    }
    const copies = Array.from({ length: plan.copies }, () =>
      this.record(notice, plan.hold ? "held" : "in_flight", plan),
    )
    if (plan.hold) return
    if (plan.delayMilliseconds > 0) void this.delivery.later(copies, plan.delayMilliseconds)
    else await this.delivery.atOnce(copies)
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  isPaused(): boolean {
    return this.paused
  }

  /** @throws NotValid */
  disturb(plan: CallbackDisturbance): void {
    this.disturbance.plan(readDisturbance(plan))
  }

  calm(): void {
    this.disturbance.calm()
  }

  disturbed(): PlannedDisturbance | undefined {
    return structuredClone(this.disturbance.current())
  }

  held(): SandboxCallback[] {
    return structuredClone(this.heldNow())
  }

  async release(order: "as_sent" | "reversed" = "as_sent"): Promise<void> {
    const held = this.heldNow()
    for (const callback of held) callback.result = "in_flight"
    await this.delivery.inTurn(order === "as_sent" ? held : held.reverse())
  }

  /** @throws NotPossible when the session has had no callback; NotValid */
  async repeat(sessionUuid: string, options: { readonly copies?: number } = {}): Promise<void> {
    const { copies } = readRepetition(options)
    const last = this.sent.findLast((callback) => callback.sessionUuid === sessionUuid)
    if (!last) {
      throw new NotPossible("unknown", `There has been no callback of the POS session ${sessionUuid}.`)
    }
    const { responseStatus: _status, error: _error, ...again } = last
    const callbacks = Array.from({ length: copies }, () => this.add({ ...again, result: "in_flight" }))
    await this.delivery.atOnce(callbacks)
  }

  all(): SandboxCallback[] {
    return structuredClone(this.sent)
  }

  /** Forgets what was sent, held or delayed; sending is on or off again as at the start. */
  reset(): void {
    this.delivery.giveUpWaiting("the sandbox was reset")
    this.sent = []
    this.disturbance.calm()
    this.paused = !this.sendFromTheStart
  }

  /** Resolves when nothing is in flight or delayed; held callbacks do not count. */
  async idle(): Promise<void> {
    await this.delivery.idle()
  }

  async close(): Promise<void> {
    this.paused = true
    await this.delivery.close()
  }

  private heldNow(): SandboxCallback[] {
    return this.sent.filter(({ result }) => result === "held")
  }

  private record(
    notice: CallbackNotice,
    result: SandboxCallback["result"],
    { signature }: Pick<PlannedDisturbance, "signature"> = { signature: "good" },
  ): SandboxCallback {
    return this.add({ ...notice, ...(signature === "good" ? {} : { signature }), result })
  }

  private add(callback: SandboxCallback): SandboxCallback {
    this.sent.push(callback)
    return callback
  }
}
