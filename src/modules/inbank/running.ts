import pTimeout from "p-timeout"

/**
 * What this process has under way, so that it ends in order: what is in hand is brought to its end, nothing new begins, and
 * the rest is due for whoever comes next.
 */
class Running {
  private readonly works = new Set<Promise<unknown>>()
  private ends = false
  private readonly starters = new Set<() => void>()

  /** From now on nothing new is begun. */
  get isEnding(): boolean {
    return this.ends
  }

  /** Counts this work as under way until it has ended. */
  async count<T>(work: Promise<T>): Promise<T> {
    const ended = work.catch(() => undefined)
    this.works.add(ended)
    try {
      return await work
    } finally {
      this.works.delete(ended)
    }
  }

  /** Is done each time the application has started: it starts anew when Medusa's development server reloads us. */
  atStart(work: () => void): void {
    this.starters.add(work)
  }

  start(): void {
    this.ends = false
    for (const work of this.starters) work()
  }

  /** Begins nothing new, and waits for what is under way, for so long at most. */
  async end(milliseconds: number): Promise<void> {
    this.ends = true
    await pTimeout(Promise.all(this.works), { milliseconds, fallback: () => [] })
  }
}

export const running = new Running()
