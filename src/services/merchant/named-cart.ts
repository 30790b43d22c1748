import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createPaymentCollectionForCartWorkflow } from "@medusajs/medusa/core-flows"
import { z } from "zod"
import { sameAmount, sameCurrency, toDecimal, toMinorUnits } from "../../domain/money"
import type { CartToPay } from "../../modules/inbank/store"
import { pluginContext } from "../context"
import { refused, type Price } from "./lost-session"
import { DEAD_SESSIONS } from "../../medusa/state"

const paymentSchema = z.object({
  provider_id: z.string(),
  canceled_at: z.union([z.date(), z.string()]).nullish(),
  data: z.looseObject({ purchase_reference: z.string().optional() }).nullish(),
})
const cartSchema = z.object({
  total: z.coerce.number(),
  currency_code: z.string(),
  completed_at: z.union([z.date(), z.string()]).nullish(),
  payment_collection: z
    .object({
      payment_sessions: z.array(z.object({ provider_id: z.string(), status: z.string() })).nullish(),
      payments: z.array(paymentSchema).nullish(),
    })
    .nullish(),
})
type Cart = z.output<typeof cartSchema>

/**
 * A merchant says which cart a purchase at Inbank is for. What Inbank granted must be the cart's price to the cent, and
 * nothing else may pay for it: otherwise reconciling would rightly abandon the contract, which nobody can undo.
 * @throws {MedusaError} with a sentence for the merchant.
 */
export async function refuseOtherCart(
  container: MedusaContainer,
  cartId: string,
  purchase: { reference: string; accountId: string; price: Price },
): Promise<void> {
  const cart = await readCart(container, cartId)
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

/** The cart with its payment collection, which Medusa opens when it has none. */
export async function cartToPay(container: MedusaContainer, cartId: string): Promise<CartToPay> {
  const { payments } = pluginContext(container).medusa
  let paymentCollectionId = await payments.collectionOfCart(cartId)
  if (paymentCollectionId === undefined) {
    // It refuses when somebody else was faster: what counts is that there is one afterwards.
    await createPaymentCollectionForCartWorkflow(container).run({
      input: { cart_id: cartId },
      throwOnError: false,
    })
    paymentCollectionId = await payments.collectionOfCart(cartId)
  }
  if (paymentCollectionId === undefined) throw refused(`Medusa would not open a payment for cart ${cartId}.`)
  return { cartId, paymentCollectionId }
}

/** Ours among others is no obstacle: reconciling puts ours alone in their place. */
function otherMethodChosen(cart: Cart, accountId: string): string | undefined {
  const live = (cart.payment_collection?.payment_sessions ?? []).filter(
    ({ status }) => !DEAD_SESSIONS.includes(status),
  )
  if (cart.completed_at || live.some(({ provider_id }) => provider_id === accountId)) return undefined
  return live[0]?.provider_id
}

async function readCart(container: MedusaContainer, id: string): Promise<Cart | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: [
      "id",
      "total",
      "currency_code",
      "completed_at",
      "payment_collection.payment_sessions.provider_id",
      "payment_collection.payment_sessions.status",
      "payment_collection.payments.provider_id",
      "payment_collection.payments.canceled_at",
      "payment_collection.payments.data",
    ],
    filters: { id },
  })
  return data[0] ? cartSchema.parse(data[0]) : undefined
}

function written({ amount, currency }: Price): string {
  return `${toDecimal(toMinorUnits(amount))} ${currency.toUpperCase()}`
}
