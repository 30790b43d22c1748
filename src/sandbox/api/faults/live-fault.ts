import { EventEmitter, once } from "node:events"
import type { PlannedFault } from "../../fault-request"
import { NotPossible } from "../../bank/not-possible"

/** A planned misbehaviour and its progress. */
export interface Fault extends PlannedFault {
  readonly id: string
  /** How many requests it has hit so far. Delayed requests count after their delay, except for `none`. */
  readonly befell: number
}

/** One fault over time. */
export class LiveFault {
  private spared = 0
  private taken = 0
  private befell = 0
  private readonly removal = new AbortController()
  private readonly events = new EventEmitter().setMaxListeners(0)

  constructor(
    readonly id: string,
    readonly plan: PlannedFault,
  ) {}

  view(): Fault {
    return structuredClone({ ...this.plan, id: this.id, befell: this.befell })
  }

  takes(route: string, uuid: string | undefined): boolean {
    const { plan } = this
    if (plan.route !== "*" && plan.route !== route) return false
    if (plan.uuid !== undefined && plan.uuid !== uuid) return false
    if (this.spared < plan.skip) {
      this.spared += 1
      return false
    }
    if (plan.times !== null && this.taken >= plan.times) return false
    this.taken += 1
    return true
  }

  strikes(): void {
    this.befell += 1
    this.events.emit("befell")
  }

  async befallen(count: number): Promise<void> {
    const { times } = this.plan
    if (times !== null && count > times) {
      throw new NotPossible("wrong_status", `The fault ${this.id} befalls no more than ${times} request(s).`)
    }
    const { signal } = this.removal
    while (this.befell < count) {
      await once(this.events, "befell", { signal }).catch(() => {
        const sentence = `The fault ${this.id} was removed when it had befallen ${this.befell} of ${count}.`
        throw new NotPossible("unknown", sentence)
      })
    }
  }

  async released(signal: AbortSignal): Promise<void> {
    // Removed while the request was still delayed: nobody could release it any more.
    if (!this.removal.signal.aborted) await once(this.events, "released", { signal })
  }

  release(): void {
    this.events.emit("released")
  }

  remove(): void {
    this.removal.abort()
    this.release()
  }
}
