import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import type { Account } from "../../../../domain/account/account"
import type { Purchase } from "../../../../domain/offers/eligibility"
import { languageOf } from "../../../../domain/languages"
import { toMinorUnits } from "../../../../domain/money"
import { isPublicIp } from "../../../../domain/account/public-address"
import { purchaseOfCart } from "../../../../medusa/cart"
import { pluginContext, type PluginContext } from "../../../../services/context"
import type { InbankOffersAnswer } from "../../../../storefront/types"
import { isPlain } from "../../../plain-query"
import { offersFor } from "../../../../services/offers/offers"

const optionsSchema = z.object({
  period: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2}$/i)
    .transform(languageOf)
    .optional(),
})
const priceSchema = z.object({
  amount: z
    .string()
    // As JavaScript multiplies: 43.3 x 3 is 129.89999999999998.
    .regex(/^\d{1,9}(\.\d{1,20})?$/, { abort: true })
    .refine((amount) => toMinorUnits(amount) > 0),
  currency_code: z.string().regex(/^[a-z]{3}$/i),
  country: z
    .string()
    .regex(/^[a-z]{2}$/i)
    .optional(),
})

/** What a price, or a cart, costs a month with each Inbank account of this store, or why it cannot be paid with it. */
export async function GET(req: MedusaRequest, res: MedusaResponse<InbankOffersAnswer>): Promise<void> {
  const options = optionsSchema.safeParse(req.query)
  if (!options.success) {
    throw invalid("Give a period in months and a language in two letters, or neither: &period=12&language=et")
  }
  const plugin = pluginContext(req.scope)
  const isCart = req.query.cart_id !== undefined
  const { accounts, purchase } = isCart ? await inCart(req, plugin) : asked(req, plugin)
  const question = { purchase, options: options.data, isCart, address: visitorsAddress(req) }
  res.json(await offersFor(plugin, accounts, question))
}

interface Asked {
  accounts: Account[]
  purchase: Purchase
}

function asked(req: MedusaRequest, { accounts }: PluginContext): Asked {
  const price = priceSchema.safeParse(req.query)
  if (!price.success) {
    throw invalid(
      "Give a price in major units, its currency and, if you like, a country: ?amount=129.90&currency_code=eur&country=ee, or a cart: ?cart_id=cart_…",
    )
  }
  const { amount, currency_code, country } = price.data
  return { accounts: accounts.list(), purchase: { amount, currency: currency_code, country } }
}

async function inCart(req: MedusaRequest, { accounts }: PluginContext): Promise<Asked> {
  const { cart_id: cartId } = req.query
  const purchase = isPlain(cartId) ? await purchaseOfCart(req.scope, cartId) : undefined
  if (!purchase) throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such cart.")
  return { accounts: accounts.list().filter(({ id }) => purchase.providerIds.includes(id)), purchase }
}

/**
 * As Medusa sees it (`trust proxy`). A private address is a proxy's or the storefront's own server's, and all shoppers
 * come from it. A public one may be shared too, so each address gets half of the shop's limit.
 */
function visitorsAddress({ ip }: MedusaRequest): string | undefined {
  return ip && isPublicIp(ip) ? ip : undefined
}

function invalid(sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.INVALID_DATA, sentence)
}
