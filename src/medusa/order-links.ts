import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { z } from "zod"
import type { SessionRow } from "../modules/inbank/store"

const promotionsSchema = z.array(
  z.object({ promotions: z.array(z.object({ id: z.string() }).nullable()).nullish() }),
)

/** The cart of a purchase and its payment collection. */
type Purchase = Pick<SessionRow, "cart_id" | "payment_collection_id">

/** Medusa writes these links in parallel, so after a crash any of them may be missing. */
export async function repairOrderLinks(
  container: MedusaContainer,
  purchase: Purchase,
  orderId: string,
): Promise<void> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "cart",
    fields: ["promotions.id"],
    filters: { id: purchase.cart_id },
  })
  const promotions = promotionsSchema.parse(data).flatMap((cart) => cart.promotions ?? [])
  await container
    .resolve(ContainerRegistrationKeys.LINK)
    .create([
      ...linksOf(purchase, orderId),
      ...promotions.flatMap((promotion) =>
        promotion
          ? [{ [Modules.ORDER]: { order_id: orderId }, [Modules.PROMOTION]: { promotion_id: promotion.id } }]
          : [],
      ),
    ])
}

export async function closeCart(container: MedusaContainer, cartId: string): Promise<void> {
  const carts = container.resolve(Modules.CART)
  const cart = await carts.retrieveCart(cartId, { select: ["id", "completed_at"] })
  if (!cart.completed_at) await carts.updateCarts([{ id: cartId, completed_at: new Date() }])
}

/** The cart is open, and may become another order. */
export async function reopenCart(
  container: MedusaContainer,
  purchase: Purchase,
  orderId: string,
): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.LINK).dismiss(linksOf(purchase, orderId))
  await container.resolve(Modules.CART).updateCarts([{ id: purchase.cart_id, completed_at: null }])
}

function linksOf({ cart_id, payment_collection_id }: Purchase, orderId: string) {
  const order = { [Modules.ORDER]: { order_id: orderId } }
  return [
    { ...order, [Modules.CART]: { cart_id } },
    { ...order, [Modules.PAYMENT]: { payment_collection_id } },
  ]
}
