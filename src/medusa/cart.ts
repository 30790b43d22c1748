import type { MedusaContainer } from "@medusajs/framework/types"
import { z } from "zod"
import type { Purchase } from "../domain/offers/eligibility"
import { readOne } from "./read-one"

const addressSchema = z.object({ country_code: z.string().nullish() }).nullish()
const cartSchema = z.object({
  total: z.coerce.number(),
  currency_code: z.string(),
  shipping_address: addressSchema,
  billing_address: addressSchema,
  region: z
    .object({ payment_providers: z.array(z.object({ id: z.string() }).nullish()).nullish() })
    .nullish(),
})

/** The amount of a cart that Inbank would finance, and the payment methods that its region offers. */
export interface CartPurchase extends Purchase {
  amount: string
  providerIds: string[]
}

/** @returns nothing when there is no such cart. */
export async function purchaseOfCart(
  container: MedusaContainer,
  cartId: string,
): Promise<CartPurchase | undefined> {
  const found = await readOne(
    container,
    "cart",
    [
      "id",
      "total",
      "currency_code",
      "shipping_address.country_code",
      "billing_address.country_code",
      "region.payment_providers.id",
    ],
    cartId,
  )
  if (!found) return undefined
  const cart = cartSchema.parse(found)
  return {
    amount: String(cart.total),
    currency: cart.currency_code,
    country: cart.shipping_address?.country_code ?? cart.billing_address?.country_code ?? undefined,
    providerIds: (cart.region?.payment_providers ?? []).flatMap((provider) => provider?.id ?? []),
  }
}

const deliverySchema = z.object({
  shipping_address: z.object({ country_code: z.string().regex(/^[a-z]{2}$/i) }).nullish(),
})

/** Where a cart's goods go, if that is known: ISO 3166-1 in two small letters. */
export async function deliveryCountryOf(
  container: MedusaContainer,
  cartId: string,
): Promise<string | undefined> {
  const found = await readOne(container, "cart", ["shipping_address.country_code"], cartId)
  return deliverySchema.safeParse(found).data?.shipping_address?.country_code.toLowerCase()
}

const paymentSchema = z.object({
  provider_id: z.string(),
  canceled_at: z.union([z.date(), z.string()]).nullish(),
  data: z.looseObject({ purchase_reference: z.string().optional() }).nullish(),
})
const paidCartSchema = z.object({
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
/** A cart with the methods that were to pay for it, and those that do. */
export type PaidCart = z.output<typeof paidCartSchema>

/** @returns nothing when there is no such cart. */
export async function readPaidCart(container: MedusaContainer, id: string): Promise<PaidCart | undefined> {
  const found = await readOne(
    container,
    "cart",
    [
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
    id,
  )
  return found ? paidCartSchema.parse(found) : undefined
}
