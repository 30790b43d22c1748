import { eventually } from "../../../test-kit/eventually"
import type { AdminOrder } from "../../support/admin"
import { readBooks } from "./books"
import { cartIds, deliver, type Purchase, type TestBed } from "./test-bed"

/** A purchase that became an order, paid by an account whose refunds go by Inbank's API. */
export interface Sale extends Purchase {
  order: AdminOrder
  /** Inbank's uuid of the contract. */
  contract: string
}

const SOME_DAYS = 3 * 24 * 3_600_000

/** Orders whose contracts wait for the merchant's approval. */
export async function placedSales(bed: TestBed, count: number): Promise<Sale[]> {
  const purchases = await bed.signed(count, "pp_inbank_api")
  for (const { callback } of purchases) expect(await deliver(callback)).toBe(200)
  const { orders } = await eventually(
    async () => await readBooks(bed, cartIds(purchases)),
    // They are read one after the other: a payment may be there whose order was not yet.
    ({ orders: placed, payments }) => placed.length === count && payments.length === count,
    "the orders",
  )
  const admin = await bed.admin()
  return await Promise.all(
    purchases.map(async (purchase) => {
      const ordered = orders.find(({ cart_id }) => cart_id === purchase.shopper.cartId)
      return {
        ...purchase,
        order: await admin.order(ordered?.id ?? ""),
        contract: bed.sandbox.session(purchase.payment.posSessionUuid)?.creditContractUuid ?? "",
      }
    }),
  )
}

/** The same, approved: Inbank has paid, and Medusa has captured. */
export async function paidSales(bed: TestBed, count: number): Promise<Sale[]> {
  const sales = await placedSales(bed, count)
  const admin = await bed.admin()
  for (const { order } of sales) expect(await admin.capture(order)).toMatchObject({ status: 200 })
  return sales
}

/** The same, some days ago at Inbank: a part of the contract may be returned. */
export async function paidOutSales(bed: TestBed, count: number): Promise<Sale[]> {
  bed.sandbox.clock.advance(-SOME_DAYS)
  const sales = await paidSales(bed, count)
  bed.sandbox.clock.reset()
  return sales
}

/** What Medusa has given back of each, in cents. */
export async function givenBack(bed: TestBed, sales: readonly Sale[]): Promise<number[]> {
  const { refunds } = await readBooks(bed, cartIds(sales))
  return sales.map(
    ({ shopper }) => refunds.find(({ cart_id }) => cart_id === shopper.cartId)?.medusa.cents ?? 0,
  )
}
