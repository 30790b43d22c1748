import pTimeout from "p-timeout"

/**
 * What this process works on, so that it ends in order: running work is brought to its end, nothing new begins, and the
 * rest is due for the next process.
 */
class Running {
  private readonly works = new Set<Promise<unknown>>()
  private ends = false
  private readonly starters = new Set<() => void>()

  /** From now on nothing new is begun. */
  get isEnding(): boolean {
    return this.ends
  }

  /** Counts this work as running until it has ended. */
  async count<T>(work: Promise<T>): Promise<T> {
    const ended = work.catch(() => undefined)
    this.works.add(ended)
    try {
      return await work
    } finally {
      this.works.delete(ended)
    }
  }

  /** Runs each time the application has started: it starts again when Medusa's development server reloads us. */
  atStart(work: () => void): void {
    this.starters.add(work)
  }

  start(): void {
    this.ends = false
    for (const work of this.starters) work()
  }

  /** Begins nothing new, and waits for running work, at most for this time. */
  async end(milliseconds: number): Promise<void> {
    this.ends = true
    await pTimeout(Promise.all(this.works), { milliseconds, fallback: () => [] })
  }
}

export const running = new Running()
