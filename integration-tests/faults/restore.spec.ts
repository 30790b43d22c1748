import { knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { comeBack, type Shopper } from "../../test-kit/shopper"
import { DATABASE } from "../support/shop-template"
import { describeFaults } from "./support/test-bed"

const BACKUP = "yesterday"
const ADOPT = "/admin/inbank/sessions/adopt"
const UNKNOWN_HERE = "This payment is not known here. Please go back to the shop."

const adoptionSchema = z.object({
  adopted: z.string(),
  session: z.object({ session_status: z.string(), order_id: z.string().nullable() }),
})
const orphansSchema = z.object({ orphans: z.array(z.object({ pos_session_uuid: z.string() })) })

describeFaults("A store restored from yesterday's backup", { stores: ["shared"] }, (bed) => {
  it("catches up by itself with the sessions that it knows, and with those of today when they are adopted", async () => {
    const [atEpos, authorized, undecided] = await people(3)
    // Yesterday: one goes to e-POS, one orders, one fills a cart.
    const uuidAtEpos = (await atEpos.startInbank()).posSessionUuid
    const uuidAuthorized = await buy(authorized)
    await orderOf(authorized, "authorized")
    await backUp(DATABASE, BACKUP)

    // Today: all three go on, and two more come, of whom the backup knows nothing.
    const [today, paidToday] = await people(2)
    await comeBack((await bed().sandbox.customer.approve(uuidAtEpos)).redirect)
    const lostOrder = await orderOf(atEpos, "authorized")
    await bed().sandbox.portal.approve(contractOf(uuidAtEpos).uuid)
    expect((await (await bed().admin()).capture(await orderOf(authorized, "authorized"))).status).toBe(200)
    const uuids = {
      undecided: await buy(undecided),
      today: await buy(today),
      paidToday: await buy(paidToday, "pp_inbank_direct"),
    }
    await orderOf(undecided, "authorized")
    await orderOf(paidToday, "captured")
    const backLater = bed().sandbox.session(uuids.today)?.partnerUrls.returnUrl ?? ""

    await backUp(BACKUP, DATABASE)
    expect(await bed().knex("inbank_session")).toHaveLength(2)

    // What the backup knows heals by the sweep.
    await bed().aMinutePasses([{ shopper: atEpos }, { shopper: authorized }])
    await bed().store.sweep()
    expect((await orderOf(atEpos, "captured")).id).not.toBe(lostOrder.id)
    expect(contractOf(uuidAuthorized)).toMatchObject({ status: "activated" })
    await orderOf(authorized, "captured")

    // What it does not know, Inbank's callbacks name.
    expect(await (await fetch(backLater)).text()).toBe(UNKNOWN_HERE)
    for (const uuid of Object.values(uuids)) await bed().sandbox.callbacks.repeat(uuid)
    expect(await orphans()).toEqual(Object.values(uuids).sort())
    expect(await adopt("pp_inbank_ee", uuids.undecided, undecided.cartId)).toMatchObject({
      adopted: "made",
      session: { session_status: "granted", order_id: (await orderOf(undecided, "authorized")).id },
    })
    expect(await adopt("pp_inbank_ee", uuids.today)).toMatchObject({
      adopted: "made",
      session: { session_status: "cancelled", order_id: null },
    })
    expect(await adopt("pp_inbank_direct", uuids.paidToday)).toMatchObject({
      adopted: "made",
      session: { session_status: "completed", order_id: null },
    })
    expect(await orphans()).toEqual([])
    expect(contractOf(uuids.paidToday)).toMatchObject({ status: "activated" })
    const problems = await bed().knex("inbank_problem").whereNull("cleared_at").select("kind")
    expect(problems).toEqual([{ kind: "financed_without_order" }])
    expect(await (await bed().admin()).orderCount()).toBe(3)
  }, 300_000)

  async function people(count: number) {
    const [one, two, three = one] = await bed().shoppers(count)
    if (!one || !two || !three) throw new Error("too few came")
    return [one, two, three] as const
  }

  /** The customer signs and comes back to the shop. @returns the session's uuid. */
  async function buy(shopper: Shopper, providerId = "pp_inbank_ee"): Promise<string> {
    const { posSessionUuid } = await shopper.startInbank(providerId)
    await comeBack((await bed().sandbox.customer.approve(posSessionUuid)).redirect)
    return posSessionUuid
  }

  /** The cart's order, once its payment stands so. */
  async function orderOf({ cartId }: Shopper, paymentStatus: string) {
    const admin = await bed().admin()
    return await eventually(
      async () => {
        const rows = await bed().knex("inbank_session").where({ cart_id: cartId })
        const { order_id } = z.object({ order_id: z.string() }).parse(rows[0])
        return await admin.order(order_id)
      },
      (order) => order.payment_status === paymentStatus,
      `an order that is ${paymentStatus}`,
    )
  }

  function contractOf(uuid: string) {
    const contract = bed().sandbox.contract(bed().sandbox.session(uuid)?.creditContractUuid ?? "")
    if (!contract) throw new Error(`session ${uuid} has no contract`)
    return contract
  }

  async function adopt(account_id: string, pos_session_uuid: string, cart_id?: string) {
    const body = { account_id, pos_session_uuid, ...(cart_id && { cart_id }) }
    return adoptionSchema.parse((await (await bed().admin()).request("POST", ADOPT, body)).body)
  }

  async function orphans(): Promise<string[]> {
    const { body } = await (await bed().admin()).request("GET", ADOPT)
    return orphansSchema
      .parse(body)
      .orphans.map(({ pos_session_uuid }) => pos_session_uuid)
      .sort()
  }

  /** Copies the whole database under another name, while the store is stopped. */
  async function backUp(from: string, to: string): Promise<void> {
    await bed().sandbox.idle()
    await bed().store.stop()
    const connection = { connectionString: bed().database.url("postgres"), ssl: false }
    const server = knex({ client: "pg", connection, pool: { min: 0, max: 1 } })
    try {
      const others = "select pg_terminate_backend(pid) from pg_stat_activity where datname in (?, ?)"
      await server.raw(others, [from, to])
      await server.raw("drop database if exists ?? with (force)", [to])
      await server.raw("create database ?? template ??", [to, from])
    } finally {
      await server.destroy()
    }
    await bed().store.start()
  }
})
