import type { Plan, Step } from "./outcome"

/** An action may make the next one possible (an order was placed: approve it?). More passes than this mean a circle. */
export const MAX_PASSES = 8

/** The passes of one run. Each carries out one action at most. */
export class Passes {
  private readonly done = new Set<Step>()
  private count = 0

  /** Begins a pass. @returns false when there were enough of them: the row is due again. */
  begin(): boolean {
    this.count += 1
    return this.count <= MAX_PASSES
  }

  get isFirst(): boolean {
    return this.count === 1
  }

  /**
   * @returns what to carry out in this pass. Nothing when the run ends: a step that was already done and is planned
   * again did not help.
   */
  take({ next }: Plan): Step | undefined {
    if (next === undefined || this.done.has(next) || this.count >= MAX_PASSES) return undefined
    this.done.add(next)
    return next
  }
}
