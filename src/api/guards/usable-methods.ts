import type { MedusaContainer } from "@medusajs/framework/types"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { unusableMethods } from "../../services/offers/unusable-methods"
import { pluginContext } from "../../services/context"
import { errorText } from "../../domain/error-text"

const CART_HEADER = "x-cart-id"

const methodsSchema = z.looseObject({
  payment_providers: z.array(z.looseObject({ id: z.string() })),
  count: z.number(),
})

/**
 * Removes from the list of payment methods the Inbank accounts that the cart named by the header `x-cart-id` cannot
 * use. The id comes by header because Medusa refuses query fields that it does not know. If anything goes wrong, the
 * list stays as Medusa made it: an impossible session is still refused with a sentence.
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
  const plugin = pluginContext(scope)
  try {
    const offered = methods.data.payment_providers.map(({ id }) => id)
    const unusable = await unusableMethods(scope, plugin, cartId, offered)
    if (unusable.size === 0) return body
    const { payment_providers, count, ...rest } = methods.data
    return {
      payment_providers: payment_providers.filter(({ id }) => !unusable.has(id)),
      count: count - unusable.size,
      ...rest,
    }
  } catch (error) {
    plugin.logger.warn(`Inbank: the payment methods were not narrowed: ${errorText(error)}`)
    return body
  }
}
