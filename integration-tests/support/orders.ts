import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import type { Shopper } from "../../test-kit/shopper"
import type { AdminOrder } from "./admin"
import { isAtRest, rowOfCart } from "./rows"
import type { Shop } from "./shop"

export interface PlacedOrder {
  shopper: Shopper
  order: AdminOrder
  cartId: string
  /** Inbank's uuid of the contract. */
  contract: string
  posSessionUuid: string
}

/** An order whose contract the customer has signed: granted, or completed where no approval is asked for. */
export async function placedOrder(
  shop: Shop,
  providerId = "pp_inbank_ee",
  fill = async (shopper: Shopper): Promise<unknown> => await shopper.fillCart(),
): Promise<PlacedOrder> {
  const shopper = shop.shopper()
  await fill(shopper)
  const payment = await shopper.startInbank(providerId)
  await shop.sandbox.customer.approve(payment.posSessionUuid)
  const { order_id } = await eventually(
    () => shopper.sessionStatus(payment),
    (seen) => seen.order_id !== null,
    "the order to be placed",
  )
  return {
    shopper,
    order: await shop.admin.order(order_id ?? ""),
    cartId: shopper.cartId,
    contract: shop.sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? "",
    posSessionUuid: payment.posSessionUuid,
  }
}

/** An order whose contract was approved by the capture button: Inbank has paid. */
export async function capturedOrder(
  shop: Shop,
  providerId = "pp_inbank_ee",
  fill?: Parameters<typeof placedOrder>[2],
): Promise<PlacedOrder> {
  const placed = await placedOrder(shop, providerId, fill)
  const captured = await shop.admin.capture(placed.order)
  if (captured.status !== 200) throw new Error(JSON.stringify(captured))
  return placed
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
