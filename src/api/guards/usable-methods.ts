import type { MedusaContainer } from "@medusajs/framework/types"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { purchaseOfCart } from "../../medusa/cart"
import { whyIneligible } from "../../services/offers/catalogue"
import { inbankFrom } from "../../services/context"
import { errorText } from "../../domain/error-text"

const CART_HEADER = "x-cart-id"

const methodsSchema = z.looseObject({
  payment_providers: z.array(z.looseObject({ id: z.string() })),
  count: z.number(),
})
type Methods = z.output<typeof methodsSchema>

/**
 * Leaves those Inbank accounts out of the list of payment methods that the cart named by the header `x-cart-id` cannot
 * use. The id comes by header because Medusa refuses query fields that it does not know. Whatever goes wrong, the list
 * stays as Medusa made it: a session that cannot be is refused with a sentence all the same.
 */
export function showUsableMethods(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const cartId = req.headers[CART_HEADER]
  // A cache between us and the shopper must not give one cart's list to another.
  res.vary(CART_HEADER)
  if (typeof cartId !== "string") return next()
  const json = res.json.bind(res)
  res.json = (body: unknown) => {
    void usable(req.scope, cartId, body)
      .then((answer) => json(answer))
      .catch(next)
    return res
  }
  next()
}

async function usable(scope: MedusaContainer, cartId: string, body: unknown): Promise<unknown> {
  const methods = methodsSchema.safeParse(body)
  if (!methods.success) return body
  const { logger } = inbankFrom(scope)
  try {
    const unusable = await unusableMethods(scope, cartId, methods.data)
    if (unusable.size === 0) return body
    const { payment_providers, count, ...rest } = methods.data
    return {
      payment_providers: payment_providers.filter(({ id }) => !unusable.has(id)),
      count: count - unusable.size,
      ...rest,
    }
  } catch (error) {
    logger.warn(`Inbank: the payment methods were not narrowed: ${errorText(error)}`)
    return body
  }
}

async function unusableMethods(
  scope: MedusaContainer,
  cartId: string,
  { payment_providers }: Methods,
): Promise<Set<string>> {
  const { accounts, logger } = inbankFrom(scope)
  const ours = payment_providers.flatMap(({ id }) => accounts.get(id) ?? [])
  const purchase = ours.length > 0 ? await purchaseOfCart(scope, cartId) : undefined
  if (!purchase) return new Set()
  const ids = await Promise.all(
    ours.map(async (account) => ((await whyIneligible(account, purchase, logger)) ? [account.id] : [])),
  )
  return new Set(ids.flat())
}
