import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import type { Shopper } from "../../test-kit/shopper"
import { rowOfCart, rowsOfCart } from "./rows"
import type { Shop } from "./shop"

export const ADOPT = "/admin/inbank/sessions/adopt"

const answerSchema = z.object({
  session: z.object({
    id: z.string(),
    account_id: z.string(),
    session_status: z.string().nullable(),
    contract_status: z.string().nullable(),
    order_id: z.string().nullable(),
    closed_reason: z.string().nullable(),
    cart_id: z.string().nullable(),
  }),
  adopted: z.enum(["made", "taken_over", "known"]),
  message: z.string(),
})
const orphansSchema = z.object({
  orphans: z.array(z.object({ pos_session_uuid: z.string(), status: z.string().nullable() })),
})

/** A day on which the database was lost, restored from yesterday's backup, and mended by the merchant. */
export function disasterOf(shop: () => Shop) {
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const ask = async (pos_session_uuid: string, more: object) =>
    await shop().admin.request("POST", ADOPT, { account_id: "pp_inbank_ee", pos_session_uuid, ...more })

  /** Today, before the disaster: a customer went to e-POS. */
  async function customerAtEpos(providerId = "pp_inbank_ee") {
    const shopper = shop().shopper()
    const { total } = await shopper.fillCart()
    const { posSessionUuid: uuid } = await shopper.startInbank(providerId)
    const { id } = await rowOfCart(shop().container, shopper.cartId)
    return { shopper, uuid, total, reference: id }
  }

  /** The customer has signed, and nothing of it reached the store. */
  async function signedAtEpos(providerId = "pp_inbank_ee") {
    const customer = await customerAtEpos(providerId)
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(customer.uuid)
    shop().sandbox.callbacks.resume()
    return customer
  }

  /** Yesterday's backup holds nothing that the plugin wrote today. */
  async function rowsAreLost({ cartId }: Shopper): Promise<void> {
    const ids = (await rowsOfCart(shop().container, cartId)).map(({ id }) => id)
    await knex()("inbank_event").whereIn("session_id", ids).delete()
    await knex()("inbank_session").whereIn("id", ids).delete()
  }

  /** The cart is of yesterday; its payment was begun today. */
  async function paymentIsLost({ cartId }: Shopper): Promise<void> {
    const lost: { payment_collection_id: string }[] = await knex()("cart_payment_collection")
      .where({ cart_id: cartId })
      .delete()
      .returning("payment_collection_id")
    const ids = lost.map(({ payment_collection_id }) => payment_collection_id)
    await knex()("payment_session").whereIn("payment_collection_id", ids).delete()
    await knex()("payment_collection").whereIn("id", ids).delete()
  }

  /** The cart is of today too. */
  async function cartIsLost(shopper: Shopper): Promise<void> {
    await paymentIsLost(shopper)
    await knex()("cart").where({ id: shopper.cartId }).delete()
  }

  /** The merchant adopts a session. */
  async function adopt(posSessionUuid: string, more: object = {}) {
    const { status, body } = await ask(posSessionUuid, more)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return answerSchema.parse(body)
  }

  /** The merchant tries to, and is told why not. */
  async function refusal(posSessionUuid: string, more: object = {}) {
    const { status, body } = await ask(posSessionUuid, more)
    const { message, code } = z.object({ message: z.string(), code: z.string().optional() }).parse(body)
    return { status, code, sentence: message }
  }

  /** What there is to adopt, as far as Inbank has called. */
  async function orphans() {
    return orphansSchema.parse((await shop().admin.request("GET", ADOPT)).body).orphans
  }

  return { customerAtEpos, signedAtEpos, rowsAreLost, paymentIsLost, cartIsLost, adopt, refusal, orphans }
}
