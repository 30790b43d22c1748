import { eventually } from "../../demo/support/eventually"
import { readProblems, readRows } from "./support/book-rows"
import { readBooks } from "./support/books"
import { HeldTable } from "./support/held-table"
import { ORDER_TABLES, writtenOf, type OrderTable } from "./support/order-tables"
import { cartIds, describeFaults, type Purchase } from "./support/test-bed"
import { Trial } from "./support/trial"

describeFaults("A store that is killed while Medusa writes an order", { stores: ["shared"] }, (bed) => {
  /** Everything of these orders is written but this table; they are not paid, and the store runs again. */
  async function killedBefore(table: OrderTable, count: number): Promise<Purchase[]> {
    const purchases = await bed().signed(count)
    const others = ORDER_TABLES.filter((each) => each !== table)
    const held = await HeldTable.hold(bed().knex, table)
    try {
      const completions = purchases.map(({ shopper }) => shopper.complete().catch(() => "broken off"))
      await held.awaited(count)
      for (const { shopper } of purchases) {
        const written = () => writtenOf(bed(), shopper.cartId)
        await eventually(written, (tables) => tables.length === others.length, "the other tables")
      }
      await bed().nobodyLooks(purchases)
      await bed().store.kill()
      expect(new Set(await Promise.all(completions))).toEqual(new Set(["broken off"]))
    } finally {
      await held.letGo()
    }
    for (const { shopper } of purchases) expect(await writtenOf(bed(), shopper.cartId)).toEqual(others)
    expect((await readBooks(bed(), cartIds(purchases))).payments).toEqual([])
    await bed().store.start()
    await bed().leasesRunOut()
    return purchases
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

  it.each(ORDER_TABLES)(
    "has it whole and paid after the next look, also by its customer's new try, though nothing was written to %s (R63)",
    async (table) => {
      const trial = new Trial(bed(), `killed before Medusa wrote to ${table}`)
      const purchases = await killedBefore(table, 2)
      const [backAgain] = purchases as [Purchase]
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
    120_000,
  )

  it("takes it back while the cart is open and Inbank will not pay, and the customer orders anew (R63)", async () => {
    const trial = new Trial(bed(), "killed before Medusa closed the cart, not paid by Inbank")
    const purchases = await killedBefore("cart", 3)
    const [refused, changed, otherwise] = purchases as [Purchase, Purchase, Purchase]
    const left = new Map<Purchase, string>()
    for (const purchase of purchases) left.set(purchase, (await ordersOf(purchase))[0]?.id ?? "")
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
      const leftId = left.get(purchase) ?? ""
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
      const purchases = await killedBefore(table, 1)
      const [refused] = purchases as [Purchase]
      await bed().sandbox.portal.cancel(contractOf(refused))
      await bed().timePassesForTheDead()
      await looks(purchases)
      expect(await writtenOf(bed(), refused.shopper.cartId)).toEqual([])
      expect(await problemsOf(refused)).toEqual([])
      await refused.shopper.choose("pp_system_default")
      expect(await refused.shopper.complete()).toMatchObject({ type: "order" })
      await trial.close(purchases)
    },
    120_000,
  )

  it("gives the contract up once somebody has marked the order as paid (R63)", async () => {
    const [purchase] = (await killedBefore("order_payment_collection", 1)) as [Purchase]
    const [order] = await ordersOf(purchase)
    const admin = await bed().admin()
    const body = { order_id: order?.id, amount: order?.total }
    const made = await admin.request("POST", "/admin/payment-collections", body)
    const { id } = (made.body as { payment_collection: { id: string } }).payment_collection
    await admin.request("POST", `/admin/payment-collections/${id}/mark-as-paid`, { order_id: order?.id })

    await looks([purchase])
    expect(bed().sandbox.session(purchase.payment.posSessionUuid)).toMatchObject({ status: "cancelled" })
    expect((await readBooks(bed(), [purchase.shopper.cartId])).payments).toEqual([])
    expect(await problemsOf(purchase)).toEqual([])
  }, 120_000)
})
