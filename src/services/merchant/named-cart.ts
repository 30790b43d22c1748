import type { MedusaContainer } from "@medusajs/framework/types"
import { sameAmount, sameCurrency, toDecimal, toMinorUnits } from "../../domain/money"
import type { CartToPay } from "../../modules/inbank/store"
import { pluginContext } from "../context"
import { refused, type Price } from "./lost-session"
import { readPaidCart, type PaidCart } from "../../medusa/cart"
import { createPaymentCollection } from "../../medusa/payments"
import { DEAD_SESSIONS } from "../../medusa/state"

/**
 * A merchant says which cart a purchase at Inbank is for. The granted amount must be the cart's price to the cent, and
 * nothing else may pay for the cart: otherwise reconciling would rightly abandon the contract, which cannot be undone.
 * @throws {MedusaError} with a sentence for the merchant.
 */
export async function refuseOtherCart(
  container: MedusaContainer,
  cartId: string,
  purchase: { reference: string; accountId: string; price: Price },
): Promise<void> {
  const cart = await readPaidCart(container, cartId)
  if (!cart) throw refused(`There is no cart ${cartId} in Medusa.`)
  const { price } = purchase
  if (!sameAmount(cart.total, price.amount) || !sameCurrency(cart.currency_code, price.currency)) {
    throw refused(
      `Cart ${cartId} costs ${written({ amount: String(cart.total), currency: cart.currency_code })}, Inbank finances ${written(price)}. They must be the same to the cent.`,
    )
  }
  const otherPayment = cart.payment_collection?.payments?.find(
    ({ canceled_at, data }) => !canceled_at && data?.purchase_reference !== purchase.reference,
  )
  if (otherPayment) {
    const orderId = await pluginContext(container).medusa.orders.orderOfCart(cartId)
    throw refused(
      `Cart ${cartId} ${cart.completed_at ? "is completed" : "has a payment"} already: ${orderId ? `order ${orderId} is` : "it is"} paid by ${otherPayment.provider_id}. Leave \`cart_id\` out if this purchase is to be given up.`,
    )
  }
  const otherMethod = otherMethodChosen(cart, purchase.accountId)
  if (otherMethod === undefined) return
  throw refused(
    `In cart ${cartId} another method is chosen (${otherMethod}). Choose ${purchase.accountId} for the cart, as its customer would, then adopt the session.`,
  )
}

/** The cart with its payment collection. Medusa opens one when the cart has none. */
export async function cartToPay(container: MedusaContainer, cartId: string): Promise<CartToPay> {
  const { payments } = pluginContext(container).medusa
  let paymentCollectionId = await payments.collectionOfCart(cartId)
  if (paymentCollectionId === undefined) {
    await createPaymentCollection(container, cartId)
    paymentCollectionId = await payments.collectionOfCart(cartId)
  }
  if (paymentCollectionId === undefined) throw refused(`Medusa would not open a payment for cart ${cartId}.`)
  return { cartId, paymentCollectionId }
}

/** Our session among others is no obstacle: reconciling removes the others. */
function otherMethodChosen(cart: PaidCart, accountId: string): string | undefined {
  const live = (cart.payment_collection?.payment_sessions ?? []).filter(
    ({ status }) => !DEAD_SESSIONS.includes(status),
  )
  if (cart.completed_at || live.some(({ provider_id }) => provider_id === accountId)) return undefined
  return live[0]?.provider_id
}

function written({ amount, currency }: Price): string {
  return `${toDecimal(toMinorUnits(amount))} ${currency.toUpperCase()}`
}
