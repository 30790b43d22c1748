type Undo = () => Promise<void>

/** What must be undone, newest first. If one fails, the others still run. */
export class Cleanup {
  private readonly undos: Undo[] = []
  private running: Promise<void> | undefined

  later(undo: Undo): void {
    this.undos.push(undo)
  }

  /** Nothing may be started once undoing has begun: nobody would end it. */
  refuseIfBegun(): void {
    if (this.running) throw new Error("Everything is being stopped.")
  }

  /** Called twice, it still runs once. */
  async run(): Promise<void> {
    this.running ??= this.undoAll()
    await this.running
  }

  private async undoAll(): Promise<void> {
    const failures: unknown[] = []
    for (let undo = this.undos.pop(); undo; undo = this.undos.pop()) {
      await undo().catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw new AggregateError(failures, `Cleaning up failed: ${failures.join("; ")}`)
  }
}
