import { settleSoon } from "./background"
import { IDENTIFIER, inbankFrom, type Container } from "./inbank"

export interface OrderEvent {
  data: { id: string }
  container: Container
}

/** Something happened to an order: was it paid with Inbank, what is to be done there is done now. */
export async function lookAtOrder({ data, container }: OrderEvent): Promise<void> {
  const order = await container.cradle.orderService.retrieve(data.id, {
    select: ["id", "cart_id"],
    relations: ["payments"],
  })
  if (!order.payments.some(({ provider_id }) => provider_id === IDENTIFIER)) return
  const inbank = inbankFrom(container)
  const row = await inbank.sessions.newestOfCart(order.cart_id)
  if (!row) return
  await inbank.sessions.ring({ id: row.id })
  settleSoon(inbank, row.id)
}
