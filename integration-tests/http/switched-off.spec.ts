import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { otherShop } from "../support/inbank-shops"
import { openProblems, problemRows, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"

describeShop("A customer who is at e-POS when Inbank is switched off", (shop) => {
  async function signed() {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const { posSessionUuid } = await shopper.startInbank()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(posSessionUuid)
    return shopper
  }
  const offer = async (payment_providers: string[]) => {
    const path = `/admin/regions/${shop().seeded.regionId}`
    expect((await shop().admin.request("POST", path, { payment_providers })).status).toBe(200)
  }

  it("in the region gets no order, by a refusal of Medusa's, until it is switched on again", async () => {
    const shopper = await signed()
    await offer(["pp_system_default"])
    await aMinuteLater(shop().container)
    expect(await problemRows(shop().container)).toMatchObject([
      {
        kind: "order_not_placed",
        detail: expect.stringContaining("is not enabled in the cart's region") as string,
      },
    ])
    expect(await rowOfCart(shop().container, shopper.cartId)).toMatchObject({ session_status: "granted" })

    await offer(["pp_system_default", "pp_inbank_ee"])
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("by naming another shop in the provider entry is not asked about there, until the former shop is back", async () => {
    const shopper = await signed()
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const { shop_uuid } = await rowOfCart(shop().container, shopper.cartId)
    const rows = knex("inbank_session").where({ cart_id: shopper.cartId })
    await rows.clone().update({ shop_uuid: otherShop.shopUuid })
    await aMinuteLater(shop().container)
    expect(await openProblems(shop().container)).toEqual(["account_changed"])
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("GET /pos-sessions")

    await rows.clone().update({ shop_uuid: String(shop_uuid) })
    await aMinuteLater(shop().container)
    expect(await shop().admin.orderCount()).toBe(1)
    expect(await openProblems(shop().container)).toEqual([])
  })
})
