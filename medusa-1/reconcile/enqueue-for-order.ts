import { reconcileSoon } from "./enqueue"
import { IDENTIFIER, pluginContext, type Container } from "./context"
import { rowOfData } from "./row-of-data"

export interface OrderEvent {
  data: { id: string }
  container: Container
}

/** Something happened to an order: if it was paid with Inbank, what must be done there is done now. */
export async function enqueueOrder({ data, container }: OrderEvent): Promise<void> {
  const order = await container.cradle.orderService.retrieve(data.id, {
    select: ["id", "cart_id"],
    relations: ["payments"],
  })
  const plugin = pluginContext(container)
  for (const { provider_id, data: paid } of order.payments) {
    // A cart may have several sessions: this is the one that pays, not the newest.
    const row = provider_id === IDENTIFIER ? await rowOfData(plugin, paid) : undefined
    if (!row) continue
    await plugin.sessions.enqueue({ id: row.id })
    reconcileSoon(plugin, row.id)
  }
}
