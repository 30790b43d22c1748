import { z } from "zod"
import { NotValid, parse } from "./parsing"

/** The sandbox's clock: the machine's, or the one it was started with, plus an offset. It never stops. */
export class Clock {
  private offsetMilliseconds = 0

  constructor(private readonly base: () => Date) {}

  readonly now = (): Date => new Date(this.base().getTime() + this.offsetMilliseconds)

  isMoved(): boolean {
    return this.offsetMilliseconds !== 0
  }

  /** @throws NotValid */
  advance(milliseconds: number): void {
    this.moveTo(this.now().getTime() + parse(z.number(), milliseconds, "number of milliseconds"))
  }

  /** @throws NotValid */
  set(date: Date): void {
    this.moveTo(parse(z.date(), date, "date").getTime())
  }

  reset(): void {
    this.offsetMilliseconds = 0
  }

  private moveTo(time: number): void {
    if (Number.isNaN(new Date(time).getTime())) throw new NotValid("The sandbox's clock cannot go that far.")
    this.offsetMilliseconds = time - this.base().getTime()
  }
}
