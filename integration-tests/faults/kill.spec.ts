import { readBooks } from "./support/books"
import { report } from "./support/report"
import { cartIds, deliver, describeFaults, type Purchase } from "./support/test-bed"

describeFaults("A store that is killed", { stores: ["shared"] }, (bed) => {
  it("right after it answered a callback places the order after its restart, 100 times of 100, and none twice (R60)", async () => {
    const ROUNDS = 5
    const CARTS = 20
    const began = Date.now()
    const purchases: Purchase[] = []
    let killedWithWorkUndone = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const ofRound = await bed().signed(CARTS)
      const answers = await Promise.all(ofRound.map(async ({ callback }) => await deliver(callback)))
      await bed().store.kill()
      expect(new Set(answers)).toEqual(new Set([200]))
      const { orders } = await readBooks(bed(), cartIds(ofRound))
      if (orders.length < CARTS) killedWithWorkUndone += 1
      purchases.push(...ofRound)
      await bed().store.start()
      await bed().leasesRunOut()
      await bed().aMinutePasses(ofRound)
      await bed().store.sweep()
    }
    expect(killedWithWorkUndone).toBeGreaterThan(0)

    const books = await readBooks(bed(), cartIds(purchases))
    await report({
      situation: "killed right after the callback's 200",
      tries: purchases.length,
      ordersExpected: purchases.length,
      ordersFound: books.orders.length,
      upstreamCalls: bed().upstreamCalls(),
      lost: books.lost,
      doubled: books.doubled,
      seconds: (Date.now() - began) / 1000,
    })
    expect(books.wrong).toEqual([])
    expect(books.orders).toHaveLength(ROUNDS * CARTS)
    expect(books.payments).toHaveLength(ROUNDS * CARTS)
  }, 300_000)
})
