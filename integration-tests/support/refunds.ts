import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { Modules } from "@medusajs/framework/utils"
import { z } from "zod"
import type { PlacedOrder } from "./ordered-by-shopper"
import type { Shop } from "./shop"

const ledgerSchema = z.object({
  refunds: z.array(
    z.looseObject({
      id: z.string(),
      status: z.string(),
      amount: z.string(),
      draft_version: z.string().nullable(),
    }),
  ),
})

/** The addresses of Inbank's that give back, as the sandbox counts them. */
export const WITHDRAWAL = "POST /contracts/merchant-withdrawal"
export const DRAFT = "POST /contracts/versions"
export const CONFIRM = "POST /contracts/versions/confirm"
export const CHANGE_OPTIONS = "GET /contracts/change-options"

/** What refunds are asked about by most of their tests. */
export function refundsOf(shop: () => Shop) {
  return {
    counts: () => shop().sandbox.upstreamCounts(),
    ledgerOf: async ({ order }: PlacedOrder) =>
      ledgerSchema.parse((await shop().admin.inbankOrder(order.id)).body).refunds,
    all: (amount: number) => ({ medusa: amount, ledger: amount, inbank: amount }),
    changeOf: async (order_id: string) => {
      const [change] = await shop().container.resolve(Modules.ORDER).listOrderChanges({ order_id })
      return change?.id ?? ""
    },
  }
}

/** As if two minutes had passed since Medusa began them: nobody can be at them still. */
export async function refundRowsGrowOld(knex: Knex): Promise<void> {
  await knex("refund").update({ created_at: knex.raw("created_at - interval '2 minutes'") })
}
