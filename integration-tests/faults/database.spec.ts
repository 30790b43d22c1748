import { eventually } from "../../test-kit/eventually"
import { deliver, describeFaults, type Purchase } from "./support/test-bed"
import { Trial } from "./support/trial"

describeFaults("A store whose database is stopped", { stores: ["shared"] }, (bed) => {
  it("answers no callback with 200 that it could not store, lives on, and places the order afterwards (R64)", async () => {
    const trial = new Trial(bed(), "database stopped before the callback")
    const purchases = await bed().signed(5)
    await bed().database.halt()
    const began = Date.now()
    const answers = await Promise.all(purchases.map(async ({ callback }) => await answerOf(callback)))
    process.stderr.write(`R64: answered ${answers.join(", ")} after ${(Date.now() - began) / 1000} s\n`)
    expect(answers.filter((status) => status === "refused" || status >= 500)).toHaveLength(5)

    await bed().database.resume()
    await healed(purchases)
    await trial.close(purchases)
  }, 180_000)

  it("while Inbank is being asked places the order when both are there again (R65)", async () => {
    const trial = new Trial(bed(), "database stopped while Inbank was asked")
    const purchases = await bed().signed(5)
    await databaseGoesWhileInbankIsAsked(purchases)
    // What Inbank said meets no database; then it is back.
    await eventually(
      async () => await bed().store.log(),
      (log) => /left to the sweep|will be checked again/.test(log),
      "the store to notice",
      60_000,
    )
    await bed().database.resume()
    await healed(purchases)
    await trial.close(purchases)
  }, 240_000)

  it("and started again in mid-flight, several times, ends with every order placed once (R65)", async () => {
    const trial = new Trial(bed(), "database stopped and started in mid-flight")
    const purchases = await bed().signed(12)
    for (let round = 0; round < 3; round += 1) {
      const ofRound = purchases.slice(round * 4, round * 4 + 4)
      await Promise.all(ofRound.map(async ({ callback }) => await answerOf(callback)))
      await bed().database.halt()
      await bed().database.resume()
    }
    await healed(purchases)
    await trial.close(purchases)
  }, 240_000)

  it("while it is told to end, twice, loses nothing: the orders are placed once it runs again (R161)", async () => {
    const trial = new Trial(bed(), "database stopped, then the store by SIGTERM")
    const purchases = await bed().signed(3)
    await databaseGoesWhileInbankIsAsked(purchases)
    await Promise.all([bed().store.stop(), bed().store.stop()])
    await bed().database.resume()
    await bed().store.start()
    await healed(purchases)
    await trial.close(purchases)
  }, 240_000)

  /** Inbank answers when the database is gone. */
  async function databaseGoesWhileInbankIsAsked(purchases: Purchase[]): Promise<void> {
    const kind = { type: "hang_after" } as const
    const hanging = bed().sandbox.faults.add({ route: "GET /pos-sessions", times: null, kind }).id
    for (const { callback } of purchases) expect(await deliver(callback)).toBe(200)
    await bed().sandbox.faults.befallen(hanging)
    await bed().database.halt()
    bed().sandbox.faults.clear()
  }

  async function answerOf(callback: Purchase["callback"]): Promise<number | "refused"> {
    return await deliver(callback).catch(() => "refused" as const)
  }

  /** The process itself survived: nobody has started it again. Leases of looks that were cut short run out. */
  async function healed(purchases: Purchase[]): Promise<void> {
    expect(bed().store.hasEnded).toBe(false)
    await bed().leasesRunOut()
    await bed().aMinutePasses(purchases)
    await eventually(
      async () =>
        await bed()
          .store.sweep()
          .then(
            () => true,
            () => false,
          ),
      (swept) => swept,
      "the store to reach its database again",
      60_000,
    )
  }
})
