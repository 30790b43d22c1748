import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import type { Shopper } from "../../test-kit/shopper"
import { copyOrder } from "./copied-order"
import type { KeptOrder } from "./kept-orders"
import { mustCapture, orderedByShopper, type PlacedOrder } from "./ordered-by-shopper"
import { isAtRest, rowOfCart } from "./rows"
import type { Shop } from "./shop"

/**
 * An order whose contract the customer has signed: granted, or completed where no approval is asked for. A copy of one,
 * where nothing is said of its cart and one is kept.
 */
export async function placedOrder(
  shop: Shop,
  providerId = "pp_inbank_ee",
  fill?: (shopper: Shopper) => Promise<unknown>,
): Promise<PlacedOrder> {
  const kept = fill ? undefined : shop.keptOrders.placed[providerId]
  return kept ? await copied(shop, kept) : await orderedByShopper(shop, providerId, fill)
}

/** An order whose contract was approved by the capture button: Inbank has paid. */
export async function capturedOrder(
  shop: Shop,
  providerId = "pp_inbank_ee",
  fill?: Parameters<typeof placedOrder>[2],
): Promise<PlacedOrder> {
  const kept = fill ? undefined : shop.keptOrders.captured[providerId]
  if (kept) return await copied(shop, kept)
  const placed = await placedOrder(shop, providerId, fill)
  await mustCapture(shop, placed)
  return placed
}

async function copied(shop: Shop, kept: KeptOrder): Promise<PlacedOrder> {
  const knex = shop.container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { cart, orderId, ...atInbank } = await copyOrder(knex, shop.sandbox, kept)
  const shopper = shop.shopper(cart)
  return { shopper, order: await shop.admin.order(orderId), cartId: cart.id, ...atInbank }
}

/** The same, once everybody has heard of it: nobody asks Inbank about it any more. */
export async function restingOrder(shop: Shop, providerId: string): Promise<PlacedOrder> {
  const placed = await capturedOrder(shop, providerId)
  await eventually(() => rowOfCart(shop.container, placed.cartId), isAtRest, "the row to be finished")
  return placed
}

/** The same, some days ago: the contract is paid out, so a part of it may be returned. */
export async function paidOutOrder(
  shop: Shop,
  providerId = "pp_inbank_api",
  fill?: Parameters<typeof placedOrder>[2],
): Promise<PlacedOrder> {
  shop.sandbox.clock.advance(-3 * 24 * 3_600_000)
  const placed = await capturedOrder(shop, providerId, fill)
  shop.sandbox.clock.reset()
  return placed
}

/** What was given back, in the three books that must agree, major units. */
export async function givenBack(
  shop: Shop,
  { order, contract }: PlacedOrder,
): Promise<{ medusa: number; ledger: number; inbank: number }> {
  const now = await shop.admin.order(order.id)
  const refunds = now.payment_collections.flatMap(({ payments }) =>
    payments.flatMap((each) => each.refunds ?? []),
  )
  const knex = shop.container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { rows } = await knex.raw<{ rows: { amount: string }[] }>(
    `select coalesce(sum(amount), 0) as amount from inbank_refund where status = 'done' and payment_id = ?`,
    [order.payment_collections[0]?.payments[0]?.id ?? ""],
  )
  return {
    medusa: cents(refunds.reduce((sum, { amount }) => sum + amount, 0)),
    ledger: cents(Number(rows[0]?.amount)),
    inbank: cents(shop.sandbox.refunded(contract)),
  }
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}
