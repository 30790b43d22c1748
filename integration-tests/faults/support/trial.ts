import { eventually } from "../../../test-kit/eventually"
import { readBooks, type Books } from "./books"
import { report } from "./report"
import { cartIds, type TestBed } from "./test-bed"
import type { Shopper } from "../../../test-kit/shopper"

/**
 * Where Medusa breaks its own work off and we are not told (a merchant cancels while reconciling books a refund), what it had
 * begun counts as left after 90 seconds, and the next look mends it.
 */
const LONGEST_HEALING_MS = 180_000

/** One situation that is tried: takes the time, counts what Inbank is asked, and closes the books at the end. */
export class Trial {
  private readonly began = Date.now()
  private readonly calledBefore: number

  constructor(
    private readonly bed: TestBed,
    private readonly situation: string,
  ) {
    this.calledBefore = bed.upstreamCalls()
  }

  /**
   * Both sides must agree about these carts, each of which must have become one order, or none where it says so; and so
   * often something must have been given back, each time once.
   */
  async close(
    purchases: readonly { shopper: Shopper }[],
    ordersExpected = purchases.length,
    tries = purchases.length,
    refundsExpected = 0,
  ): Promise<Books> {
    const books = await this.finalBooks(purchases)
    const refunds = countRefunds(books)
    await report({
      situation: this.situation,
      tries,
      ordersExpected,
      ordersFound: books.orders.length,
      refundsExpected,
      refundsFound: refunds.medusa,
      upstreamCalls: this.bed.upstreamCalls() - this.calledBefore,
      lost: books.lost,
      doubled: books.doubled,
      seconds: (Date.now() - this.began) / 1000,
    })
    expect(books.wrong).toEqual([])
    expect(books.orders).toHaveLength(ordersExpected)
    expect(refunds).toEqual({ medusa: refundsExpected, ledger: refundsExpected, inbank: refundsExpected })
    return books
  }

  /** Somebody may be at it at this moment: what they began is awaited. What stays open is looked at, as by the sweeper. */
  private async finalBooks(purchases: readonly { shopper: Shopper }[]): Promise<Books> {
    const read = async () => await readBooks(this.bed, cartIds(purchases))
    const agree = ({ wrong }: Books) => wrong.length === 0
    const lookAndRead = async () => {
      const now = await read()
      if (agree(now)) return now
      await this.bed.aMinutePasses(purchases)
      await this.bed.store.sweep().catch(() => undefined)
      return await read()
    }
    return await eventually(lookAndRead, agree, "both sides to agree", LONGEST_HEALING_MS).catch(read)
  }
}

function countRefunds({ refunds }: Books) {
  const sum = (book: "medusa" | "ledger" | "inbank") =>
    refunds.reduce((total, refund) => total + refund[book].count, 0)
  return { medusa: sum("medusa"), ledger: sum("ledger"), inbank: sum("inbank") }
}
