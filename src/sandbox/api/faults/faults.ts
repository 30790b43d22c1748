import { readFaultRequest, type FaultKind, type FaultRequest } from "../../fault-request"
import { LiveFault, type Fault } from "./live-fault"
import { NotPossible } from "../../bank/not-possible"
import { controllerForMany } from "../../controller-for-many"

/** A fault that meets one request. */
export interface Strike {
  readonly kind: FaultKind
  readonly delayMilliseconds: number
  /** Aborted when the request must be dropped without being carried out any further. */
  readonly signal: AbortSignal
  /** Must be called when the fault has hit the request, or when the request hangs in it. */
  readonly befell: () => void
  /** Resolves when the fault is released or removed; rejects when `signal` is aborted. */
  readonly released: () => Promise<void>
}

/** The planned misbehaviours of the API, oldest first. */
export class Faults {
  private planned: LiveFault[] = []
  private lastNumber = 0
  private epoch = controllerForMany()

  /** @throws NotValid */
  add(request: FaultRequest): Fault {
    this.lastNumber += 1
    const fault = new LiveFault(`fault-${this.lastNumber}`, readFaultRequest(request))
    this.planned.push(fault)
    return fault.view()
  }

  list(): Fault[] {
    return this.planned.map((fault) => fault.view())
  }

  remove(id: string): void {
    const fault = this.find(id)
    this.planned = this.planned.filter((other) => other !== fault)
    fault.remove()
  }

  release(id: string): void {
    this.find(id).release()
  }

  clear(): void {
    const removed = this.planned
    this.planned = []
    for (const fault of removed) fault.remove()
  }

  async befallen(id: string, count = 1): Promise<void> {
    await this.find(id).befallen(count)
  }

  /** The first unspent fault that matches takes the request; every earlier matching fault has skipped it. */
  strike(route: string, uuid: string | undefined): Strike | undefined {
    const fault = this.planned.find((candidate) => candidate.takes(route, uuid))
    const { signal } = this.epoch
    return (
      fault && {
        kind: fault.plan.kind,
        delayMilliseconds: fault.plan.delayMilliseconds,
        signal,
        befell: () => fault.strikes(),
        released: () => fault.released(signal),
      }
    )
  }

  /** Forgets everything, and drops requests that hang or are delayed without carrying them out. */
  abandon(): void {
    this.epoch.abort()
    this.epoch = controllerForMany()
    this.clear()
  }

  private find(id: string): LiveFault {
    const fault = this.planned.find((candidate) => candidate.id === id)
    if (!fault) throw new NotPossible("unknown", `There is no fault ${id} in the sandbox.`)
    return fault
  }
}
