import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Sandbox } from "../../../src/sandbox"
import { eventually } from "../../../test-kit/eventually"
import { Shopper } from "../../../test-kit/shopper"
import { Admin } from "../../support/admin"
import { keepOrder, type KeptOrders } from "../../support/kept-orders"
import { mustCapture, orderedByShopper } from "../../support/ordered-by-shopper"
import { isAtRest, rowOfCart } from "../../support/rows"
import { MERCHANT, theTemplate } from "../../support/shop-template"
import { everybodyEnds } from "../../support/time"
import type { RunningStore } from "./running-store"
import type { SeededRows } from "./seeded-rows"

/** The methods that most tests pay by. */
const PROVIDERS = ["pp_inbank_ee", "pp_inbank_api"]

/** Places an order by each of them, as a shopper does, and captures it, as the merchant does. Leaves no rows behind. */
export async function keepOrders(
  { url, container }: Omit<RunningStore, "seededRows">,
  sandbox: Sandbox,
  seededRows: SeededRows,
): Promise<KeptOrders> {
  const kept: KeptOrders = { placed: {}, captured: {} }
  const knex = container.resolve<Knex>("__pg_connection__")
  const admin = await Admin.login(url, MERCHANT.email, MERCHANT.password)
  for (const providerId of PROVIDERS) {
    const shopper = new Shopper(url, theTemplate().seeded)
    const order = await orderedByShopper({ sandbox, admin, shopper: () => shopper }, providerId)
    await sandbox.idle()
    await everybodyEnds(knex)
    const ids = { ...order, orderId: order.order.id, collectionId: await shopper.startPaying() }
    kept.placed[providerId] = await keepOrder(knex, sandbox, ids)
    await mustCapture({ admin }, order)
    await eventually(() => rowOfCart(container, order.cartId), isAtRest, "the row to be finished")
    await everybodyEnds(knex)
    kept.captured[providerId] = await keepOrder(knex, sandbox, ids)
    sandbox.reset()
    await seededRows.putBack()
  }
  return kept
}
