import { sameAmount, toMinorUnits } from "../../domain/money"
import { unbooked } from "../../domain/after-sale/refund"
import type { MedusaState } from "../../domain/plan/state"
import type { SessionRow } from "../../modules/inbank/store"
import { otherCost } from "../order-cost"
import type { BooksOfPayment } from "../sql"
import type { Collection, Fulfillment, Payment } from "./payment-collection"

/** An order that a payment of ours pays for. */
export function orderState(
  collection: Collection,
  order: NonNullable<Collection["order"]>,
  payment: Payment,
  books: BooksOfPayment & { totalChanged: boolean },
): MedusaState {
  const others = (collection.payments ?? []).filter(
    ({ id, canceled_at }) => id !== payment.id && !canceled_at,
  )
  return {
    kind: "order",
    payment: payment.canceled_at ? "canceled" : books.captured ? "captured" : "authorized",
    orderCanceled: Boolean(order.canceled_at),
    totalChanged: books.totalChanged,
    handedOver: (order.fulfillments ?? []).some(isHandedOver),
    replaced: collection.status === "canceled" && !order.canceled_at,
    leftBehind: books.left_capture ? "capture" : books.left_refund ? "refund" : "nothing",
    paidTwice: !payment.canceled_at && others.length > 0,
    orderedTwice: books.standing_orders > 1,
    refunded: refundedOf(books),
    refundOpen: books.unfinished_refund ? "unfinished" : unbooked(books) > 0 ? "unbooked" : "nothing",
  }
}

/** The order itself is read only where there is a doubt: an approved order is changed and refunded as usual. */
export async function changedCost(
  orderId: string,
  { canceled_at }: Payment,
  { captured, order_total, total_in_doubt }: BooksOfPayment,
  row: SessionRow,
): Promise<string | undefined> {
  if (captured || canceled_at) return undefined
  const differs = order_total !== null && !sameAmount(order_total, row.amount)
  return differs || total_in_doubt ? await otherCost(orderId, row) : undefined
}

/** Medusa delivers goods that are fetched, or not shipped at all, without a shipment before. */
function isHandedOver({ shipped_at, delivered_at, canceled_at }: Fulfillment): boolean {
  return Boolean(shipped_at ?? delivered_at) && !canceled_at
}

function refundedOf({ captured_amount, refunded_amount }: BooksOfPayment): "nothing" | "part" | "whole" {
  const refunded = toMinorUnits(refunded_amount)
  if (refunded === 0) return "nothing"
  return refunded < toMinorUnits(captured_amount) ? "part" : "whole"
}
