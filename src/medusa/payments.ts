import type { IOrderModuleService, IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import {
  capturePaymentWorkflow,
  createPaymentCollectionForCartWorkflow,
  createPaymentSessionsWorkflow,
  refundPaymentWorkflow,
} from "@medusajs/medusa/core-flows"
import { BOOKING } from "./sql"

/** Medusa refuses when another call was faster: all that counts is that the cart has one afterwards. */
export async function createPaymentCollection(container: MedusaContainer, cartId: string): Promise<void> {
  await createPaymentCollectionForCartWorkflow(container).run({
    input: { cart_id: cartId },
    throwOnError: false,
  })
}

/** Medusa asks the account's provider for a session of the collection. */
export async function createPaymentSession(
  container: MedusaContainer,
  collectionId: string,
  accountId: string,
): Promise<void> {
  await createPaymentSessionsWorkflow(container).run({
    input: { payment_collection_id: collectionId, provider_id: accountId },
  })
}

/** Medusa asks our provider, which only reads, and makes the payment. */
export async function authorizePaymentSession(
  container: MedusaContainer,
  paymentSessionId: string,
): Promise<void> {
  await paymentsOf(container).authorizePaymentSession(paymentSessionId, {})
}

export async function deletePaymentSession(
  container: MedusaContainer,
  paymentSessionId: string,
): Promise<void> {
  await paymentsOf(container).deletePaymentSession(paymentSessionId)
}

/** Captures the whole payment: our provider approves the contract. */
export async function capturePayment(container: MedusaContainer, paymentId: string): Promise<void> {
  await capturePaymentWorkflow(container).run({ input: { payment_id: paymentId } })
}

export async function cancelPayment(container: MedusaContainer, paymentId: string): Promise<void> {
  await paymentsOf(container).cancelPayment(paymentId)
}

/** Medusa still counts a cancelled payment's session as authorized, and the order's payment status follows it. */
export async function cancelCollection(container: MedusaContainer, collectionId: string): Promise<void> {
  await paymentsOf(container).updatePaymentCollections(collectionId, {
    status: PaymentCollectionStatus.CANCELED,
  })
}

/** Deletes captures or refunds that were begun and never ended, by id. */
export async function deleteHalfDone(
  container: MedusaContainer,
  kind: "capture" | "refund",
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return
  const payments = paymentsOf(container)
  await (kind === "capture" ? payments.deleteCaptures(ids) : payments.deleteRefunds(ids))
}

/** A refund that only books what was refunded at Inbank before. Amount in major units. */
export interface Booking {
  paymentId: string
  orderId: string
  amount: string
}

export async function bookRefundOfOrder(
  container: MedusaContainer,
  { paymentId, amount }: Booking,
): Promise<void> {
  await refundPaymentWorkflow(container).run({ input: { payment_id: paymentId, amount, note: BOOKING } })
}

/**
 * Medusa's workflow refuses to refund a cancelled order, but only after asking the provider. Its module does not
 * refuse.
 */
export async function bookRefundOfCancelledOrder(
  container: MedusaContainer,
  { paymentId, amount }: Booking,
): Promise<void> {
  await paymentsOf(container).refundPayment({ payment_id: paymentId, amount, note: BOOKING })
}

/** The line in an order's transactions that Medusa's workflow would have written. @param currency as in ISO 4217 */
export async function addRefundTransaction(
  container: MedusaContainer,
  { paymentId, orderId, amount }: Booking,
  currency: string,
): Promise<void> {
  const orders: IOrderModuleService = container.resolve(Modules.ORDER)
  await orders.addOrderTransactions({
    order_id: orderId,
    amount: `-${amount}`,
    currency_code: currency.toLowerCase(),
    reference: "refund",
    reference_id: paymentId,
  })
}

function paymentsOf(container: MedusaContainer): IPaymentModuleService {
  return container.resolve(Modules.PAYMENT)
}
