import { toMinorUnits } from "../domain/money"
import type { MedusaSide } from "../domain/situation"
import type { InbankSession } from "../models/inbank-session"
import type { OrderOfCart, PaymentOfCart } from "../store/medusa-tables"
import { IDENTIFIER, type Inbank } from "./inbank"

/** What Medusa 1 has for a row, in the words of the plan. */
export interface MedusaFacts {
  side: MedusaSide
  order?: OrderOfCart
  payment?: PaymentOfCart
  /** False when Medusa booked another amount than Inbank was asked for: a cart can change behind its payment. */
  amountAgrees: boolean
}

/**
 * Reads carts, payments and orders. Medusa 1 places an order and its payment in one transaction, so there is no order
 * without a payment, and a cart knows which method was chosen.
 */
export async function readMedusaSide(inbank: Inbank, row: InbankSession): Promise<MedusaFacts> {
  const { medusa } = inbank
  const order = await medusa.orderOfCart(row.cart_id)
  const payment = order && (await medusa.paymentOfRow(row.id))
  const amountAgrees = !payment || payment.amount === toMinorUnits(row.amount)
  if (order)
    return {
      side: payment ? paidBy(order, payment) : { kind: "paid_otherwise" },
      order,
      payment,
      amountAgrees,
    }
  if (!(await medusa.hasCart(row.cart_id))) return { side: { kind: "no_cart" }, amountAgrees }
  return { side: await openCart(inbank, row), amountAgrees }
}

function paidBy(order: OrderOfCart, payment: PaymentOfCart): MedusaSide {
  return {
    kind: "order",
    payment: payment.canceled_at ? "canceled" : payment.captured_at ? "captured" : "authorized",
    orderCanceled: order.canceled,
    shipped: order.shipped,
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

async function openCart({ services, medusa }: Inbank, row: InbankSession): Promise<MedusaSide> {
  const cart = await services.cartService.retrieveWithTotals(row.cart_id, { relations: ["region"] })
  const selected = await medusa.selectedSession(row.cart_id)
  const agrees =
    cart.total === toMinorUnits(row.amount) && cart.region.currency_code.toUpperCase() === row.currency
  const paymentSession = !selected
    ? "dropped"
    : selected.provider_id !== IDENTIFIER
      ? "other_method"
      : selected.purchase_reference === row.id
        ? "live"
        : "dropped"
  return { kind: "open_cart", agrees, paymentSession, paymentLeft: false }
}
