import { toMinorUnits } from "../domain/money"
import type { MedusaState } from "../domain/plan/state"
import type { InbankSession } from "../models/inbank-session"
import type { MedusaTables, OrderOfCart, PaymentOfCart, SelectedSession } from "../store/medusa-tables"
import { IDENTIFIER, type PluginContext } from "./context"

/** What Medusa 1 has for a row, in the words of the plan. */
export interface MedusaFacts {
  state: MedusaState
  order?: OrderOfCart
  payment?: PaymentOfCart
  /** False when Medusa's payment of the order has another amount than Inbank was asked for. */
  amountAgrees: boolean
  /** The cart never becomes an order: it belongs to a swap, a claim or a draft, or was completed as one. */
  neverAnOrder?: true
}

/**
 * Reads carts, payments and orders. Medusa 1 authorizes a payment in one transaction and places its order in the next:
 * so there is no order without a payment, but a payment may be left without an order.
 */
export async function readMedusaState(plugin: PluginContext, row: InbankSession): Promise<MedusaFacts> {
  const { medusa } = plugin
  // The cart first: if it is completed meanwhile, its order exists by the time the order is read.
  const cart = await medusa.cart(row.cart_id)
  const order = await medusa.orderOfCart(row.cart_id)
  if (order) return await ordered(plugin, row, order)
  if (!cart) return { state: { kind: "no_cart" }, amountAgrees: true }
  if (cart.type !== "default" || cart.completed)
    return { state: { kind: "paid_otherwise" }, amountAgrees: true, neverAnOrder: true }
  return await openCart(plugin, row)
}

async function ordered(plugin: PluginContext, row: InbankSession, order: OrderOfCart): Promise<MedusaFacts> {
  const payment = await plugin.medusa.paymentOfRow(row)
  if (payment?.order_id !== order.id)
    return { state: await otherwise(plugin.medusa, order), order, amountAgrees: true }
  const amountAgrees = payment.amount === toMinorUnits(row.amount)
  const totalChanged = await isTotalChanged(plugin, order, payment)
  return { state: paidBy(order, payment, totalChanged), order, payment, amountAgrees }
}

/** Medusa 1 places an order after its payment: an order without a payment costs nothing. */
async function otherwise(medusa: MedusaTables, { id }: OrderOfCart): Promise<MedusaState> {
  return (await medusa.hasPayment(id))
    ? { kind: "paid_otherwise" }
    : { kind: "order_of_other_total", isFree: true }
}

/**
 * Medusa 1 keeps no total of an order. It is added up only when somebody changed the order: that takes a connection of
 * Medusa's own pool.
 */
async function isTotalChanged(
  { medusa, services }: PluginContext,
  { id }: OrderOfCart,
  { amount, canceled_at, captured_at }: PaymentOfCart,
): Promise<boolean> {
  if (canceled_at || captured_at || !(await medusa.wasChanged(id))) return false
  return (await services.orderService.retrieveWithTotals(id)).total !== amount
}

function paidBy(order: OrderOfCart, payment: PaymentOfCart, totalChanged: boolean): MedusaState {
  return {
    kind: "order",
    payment: payment.canceled_at ? "canceled" : payment.captured_at ? "captured" : "authorized",
    orderCanceled: order.canceled,
    handedOver: order.shipped,
    totalChanged,
    replaced: false,
    leftBehind: "nothing",
    paidTwice: false,
    orderedTwice: false,
    refunded: refundedOf(payment),
    refundOpen: "nothing",
  }
}

function refundedOf({ amount, amount_refunded }: PaymentOfCart): "nothing" | "part" | "whole" {
  if (amount_refunded === 0) return "nothing"
  return amount_refunded >= amount ? "whole" : "part"
}

async function openCart(plugin: PluginContext, row: InbankSession): Promise<MedusaFacts> {
  const { medusa } = plugin
  const left = await medusa.paymentWithoutOrder(row.cart_id)
  const payment = left?.purchase_reference === row.id ? left : undefined
  const chosen = chosenOf(row, await medusa.selectedSession(row.cart_id))
  // Medusa cannot even calculate the total of such a cart: its completion fails, and says why.
  const isLost = (await medusa.lostOf(row.cart_id)) !== undefined
  const state: MedusaState = {
    kind: "open_cart",
    agrees: isLost || (await costsTheSame(plugin, row)),
    paymentSession: isLost && chosen === "dropped" ? "live" : chosen,
    paymentLeft: payment !== undefined,
  }
  return { state, payment, amountAgrees: true }
}

async function costsTheSame({ services }: PluginContext, row: InbankSession): Promise<boolean> {
  const cart = await services.cartService.retrieveWithTotals(row.cart_id, { relations: ["region"] })
  return cart.total === toMinorUnits(row.amount) && cart.region.currency_code.toUpperCase() === row.currency
}

function chosenOf(row: InbankSession, selected: SelectedSession | undefined) {
  if (!selected) return "dropped"
  if (selected.provider_id !== IDENTIFIER) return "other_method"
  return selected.purchase_reference === row.id ? "live" : "dropped"
}
