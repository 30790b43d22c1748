import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { readProblems, readRows } from "./support/book-rows"
import { readBooks } from "./support/books"
import { HeldWrites, type HeldWrite } from "./support/held-writes"
import { collectionOf, ORDER_TABLES, writtenOf, type OrderTable } from "./support/order-tables"
import { cartIds, describeFaults, type Purchase } from "./support/test-bed"
import { Trial } from "./support/trial"

const collectionSchema = z.object({ payment_collection: z.object({ id: z.string() }) })

/** The tests of a group look at what one kill has left, and count what Inbank is asked from then on. */
const oneKill = { stores: ["shared"], forgets: "when told" } as const

describeFaults("A store that is killed while Medusa writes an order", oneKill, (bed) => {
  describe("that is paid:", () => {
    const left = leftByKill({
      cart: ["back again", "away"],
      order_cart: ["back again", "away"],
      order_payment_collection: ["back again", "away", "marked as paid"],
    })

    it.each(ORDER_TABLES)(
      "has it whole and paid after the next look, also by its customer's new try, though nothing was written to %s (R63)",
      async (table) => {
        const trial = new Trial(bed(), `killed before Medusa wrote to ${table}`)
        const backAgain = left(table, "back again")
        const purchases = [backAgain, left(table, "away")]
        const answer = await backAgain.shopper.complete()
        await looks(purchases)
        const { orders } = await trial.close(purchases)
        const [ofBackAgain] = await ordersOf(backAgain)
        expect(answer).toMatchObject({ type: "order", order: { id: ofBackAgain?.id } })
        for (const cartId of cartIds(purchases)) expect(await writtenOf(bed(), cartId)).toEqual(ORDER_TABLES)
        const ids = orders.map(({ id }) => id).sort()
        const told = async () => (await bed().told("order.placed")).filter((id) => ids.includes(id)).sort()
        await eventually(told, (all) => all.length >= ids.length, "order.placed")
        await looks(purchases)
        expect(await told()).toEqual(ids)
      },
    )

    it("gives the contract up once somebody has marked the order as paid (R63)", async () => {
      const purchase = left("order_payment_collection", "marked as paid")
      const [order] = await ordersOf(purchase)
      const admin = await bed().admin()
      const body = { order_id: order?.id, amount: order?.total }
      const made = await admin.request("POST", "/admin/payment-collections", body)
      const { id } = collectionSchema.parse(made.body).payment_collection
      await admin.request("POST", `/admin/payment-collections/${id}/mark-as-paid`, { order_id: order?.id })

      await looks([purchase])
      expect(bed().sandbox.session(purchase.payment.posSessionUuid)).toMatchObject({ status: "cancelled" })
      expect((await readBooks(bed(), [purchase.shopper.cartId])).payments).toEqual([])
      expect(await problemsOf(purchase)).toEqual([])
    })
  })

  describe("that Inbank will not pay:", () => {
    const left = leftByKill({
      cart: ["refused", "changed", "otherwise"],
      order_cart: ["refused"],
      order_payment_collection: ["refused"],
    })

    // The first, since it needs an order that is young, and ages all of them.
    it("takes it back while the cart is open and Inbank will not pay, and the customer orders anew (R63)", async () => {
      const trial = new Trial(bed(), "killed before Medusa closed the cart, not paid by Inbank")
      const refused = left("cart", "refused")
      const changed = left("cart", "changed")
      const otherwise = left("cart", "otherwise")
      const purchases = [refused, changed, otherwise]
      const leftIds = new Map<Purchase, string>()
      for (const purchase of purchases) leftIds.set(purchase, (await ordersOf(purchase))[0]?.id ?? "")
      await bed().sandbox.portal.cancel(contractOf(refused))
      await changed.shopper.addToCart("Ceramic mug")
      for (const { shopper } of [refused, otherwise]) await shopper.choose("pp_system_default")

      // Whoever began it might be at it still, so Medusa is kept from giving it out unpaid.
      await expect(otherwise.shopper.complete()).rejects.toThrow("Please try again in a moment")
      await bed().timePassesForTheDead()
      await looks(purchases)
      await changed.shopper.choose("pp_system_default")
      const admin = await bed().admin()
      for (const purchase of purchases) {
        const leftId = leftIds.get(purchase) ?? ""
        expect(await admin.order(leftId)).toMatchObject({ status: "canceled" })
        expect(await purchase.shopper.complete()).toMatchObject({ type: "order" })
        expect((await ordersOf(purchase)).map(({ id }) => id)).not.toContain(leftId)
        expect(bed().sandbox.session(purchase.payment.posSessionUuid)).toMatchObject({ status: "cancelled" })
        expect(await problemsOf(purchase)).toEqual([])
      }
      await trial.close(purchases)
    }, 180_000)

    it.each(["order_cart", "order_payment_collection"] as const)(
      "takes it back when Inbank will not pay, though the cart was closed and only %s is missing (R63)",
      async (table) => {
        const trial = new Trial(bed(), `killed before Medusa wrote to ${table}, not paid by Inbank`)
        const refused = left(table, "refused")
        await bed().sandbox.portal.cancel(contractOf(refused))
        await bed().timePassesForTheDead()
        await looks([refused])
        expect(await writtenOf(bed(), refused.shopper.cartId)).toEqual([])
        expect(await problemsOf(refused)).toEqual([])
        await refused.shopper.choose("pp_system_default")
        expect(await refused.shopper.complete()).toMatchObject({ type: "order" })
        await trial.close([refused])
      },
    )
  })

  /** One kill cuts the orders of all these customers short, each before the table under which he is named. */
  function leftByKill(
    names: Record<OrderTable, readonly string[]>,
  ): (table: OrderTable, name: string) => Purchase {
    const made: Left[] = []
    beforeAll(async () => {
      await bed().everybodyRuns()
      for (const table of ORDER_TABLES) {
        const purchases = await bed().signed(names[table].length)
        purchases.forEach((purchase, index) => made.push({ purchase, table, name: names[table][index] }))
      }
      await areKilled(made)
    }, 300_000)
    afterAll(async () => await bed().forget())
    return (table, name) => {
      const found = made.find((each) => each.table === table && each.name === name)
      if (!found) throw new Error(`nobody was killed before ${table} with ${name}`)
      return found.purchase
    }
  }

  /** Everything of these orders is written but one table each; they are not paid, and the store runs again. */
  async function areKilled(all: readonly Left[]): Promise<void> {
    const purchases = all.map(({ purchase }) => purchase)
    const others = ({ table }: Left) => ORDER_TABLES.filter((each) => each !== table)
    const written = async ({ purchase }: Left) => await writtenOf(bed(), purchase.shopper.cartId)
    const held = await HeldWrites.hold(bed().knex, await Promise.all(all.map(missingWrite)))
    try {
      const completions = purchases.map(({ shopper }) => shopper.complete().catch(() => "broken off"))
      await held.awaited()
      for (const each of all) {
        const isThere = (tables: string[]) => tables.length === others(each).length
        await eventually(async () => await written(each), isThere, "the other tables")
      }
      await bed().nobodyLooks(purchases)
      await bed().store.kill()
      expect(new Set(await Promise.all(completions))).toEqual(new Set(["broken off"]))
    } finally {
      await held.letGo()
    }
    for (const each of all) expect(await written(each)).toEqual(others(each))
    expect((await readBooks(bed(), cartIds(purchases))).payments).toEqual([])
    await bed().store.start()
    await bed().leasesRunOut()
  }

  async function missingWrite({ purchase, table }: Left): Promise<HeldWrite> {
    const cartId = purchase.shopper.cartId
    return {
      table,
      id: table === "order_payment_collection" ? await collectionOf(bed(), cartId) : cartId,
    }
  }

  async function looks(purchases: Purchase[]): Promise<void> {
    await bed().aMinutePasses(purchases)
    await bed().store.sweep()
  }
  const contractOf = ({ payment }: Purchase) =>
    bed().sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? ""
  const problemsOf = async ({ shopper }: Purchase) => {
    const rows = await readRows(bed(), [shopper.cartId])
    expect(rows).toHaveLength(1)
    return (await readProblems(bed())).filter(({ subject }) => subject === rows[0]?.id)
  }
  const ordersOf = async ({ shopper }: Purchase) => (await readBooks(bed(), [shopper.cartId])).orders
})

interface Left {
  purchase: Purchase
  /** Nothing was written to it. */
  table: OrderTable
  name: string | undefined
}
