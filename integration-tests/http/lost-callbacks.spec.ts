import { demoShop, signCallback } from "../../src/sandbox"
import { byForm } from "../support/callback"
import { disasterOf } from "../support/disaster"
import { otherShop } from "../support/inbank-shops"
import { openProblems, problemRows } from "../support/rows"
import { describeShop } from "../support/shop"

describeShop("Callbacks about sessions that the store has lost", (shop) => {
  const { customerAtEpos, rowsAreLost, adopt, orphans } = disasterOf(shop)

  it("are counted in one problem of the account, until every session that they named is adopted (R31)", async () => {
    const [one, other] = [await customerAtEpos(), await customerAtEpos()]
    for (const { shopper } of [one, other]) await rowsAreLost(shopper)
    for (const { uuid } of [one, other, other]) {
      if (shop().sandbox.session(uuid)?.status === "pending") await shop().sandbox.customer.approve(uuid)
      else await shop().sandbox.callbacks.repeat(uuid)
    }
    expect(
      shop()
        .sandbox.state()
        .callbacks.map(({ responseStatus }) => responseStatus),
    ).toEqual([200, 200, 200])
    expect(await problemRows(shop().container)).toMatchObject([
      {
        kind: "orphan_callback",
        subject: "pp_inbank_ee",
        // The same message, sent again, is no other callback.
        occurrences: 2,
        detail: `The last one: session ${other.uuid}, granted.`,
        remedy: expect.stringContaining("adopt what was lost, on the admin's page Inbank") as string,
        cleared_at: null,
      },
    ])
    expect(await orphans()).toMatchObject([
      { pos_session_uuid: other.uuid, status: "granted" },
      { pos_session_uuid: one.uuid, status: "granted" },
    ])

    await adopt(other.uuid, { cart_id: other.shopper.cartId })
    expect(await openProblems(shop().container)).toEqual(["orphan_callback"])
    expect(await orphans()).toMatchObject([{ pos_session_uuid: one.uuid }])
    await adopt(one.uuid, { cart_id: one.shopper.cartId })
    expect(await openProblems(shop().container)).toEqual([])
    expect(await orphans()).toEqual([])
    expect(await shop().admin.orderCount()).toBe(2)
  })

  it("that name no session keep their problem open, and another shop's key enqueues nothing of ours", async () => {
    const { shopper, uuid } = await customerAtEpos()
    await rowsAreLost(shopper)
    await adopt(uuid, { cart_id: shopper.cartId })
    const url = `${shop().url}/hooks/inbank/${"a".repeat(43)}`
    const foreign = signCallback(otherShop.apiKey, "1", JSON.stringify({ uuid, status: "granted" }))
    const before = shop().sandbox.upstreamCounts()
    expect((await byForm({ url, fields: foreign })).status).toBe(200)
    expect((await byForm({ url, fields: { ...foreign, hmac: "0" } })).status).toBe(404)
    expect(shop().sandbox.upstreamCounts()).toEqual(before)

    const unnamed = signCallback(demoShop.apiKey, String(Date.now()), '{"status":"granted"}')
    expect((await byForm({ url, fields: unnamed })).status).toBe(200)
    await adopt(uuid)
    const open = (await problemRows(shop().container)).filter(({ cleared_at }) => !cleared_at)
    expect(open).toMatchObject([
      { subject: "pp_inbank_ee", detail: "The last one: a session that it did not name, granted." },
    ])
  })
})
