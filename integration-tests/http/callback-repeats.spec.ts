import { randomBytes } from "node:crypto"
import { eventually } from "../../test-kit/eventually"
import { signCallback } from "../../src/sandbox"
import { byForm, callbacksOf } from "../support/callback"
import { openProblems, isAtRest, rowOfCart, auditLogOf } from "../support/rows"
import { describeShop } from "../support/shop"

const KEY = "sandbox-api-key"

describeShop("The same signed message, sent again and again,", (shop) => {
  const { lostCallback, ringsInTrail } = callbacksOf(shop)

  afterEach(() => jest.restoreAllMocks())

  async function minutesPass(minutes: number): Promise<void> {
    const later = Date.now() + minutes * 60_000
    jest.spyOn(Date, "now").mockImplementation(() => later)
  }
  const guessed = () => `${shop().url}/hooks/inbank/${randomBytes(32).toString("base64url")}`
  const rowOf = async ({ cartId }: { cartId: string }) => await rowOfCart(shop().container, cartId)

  /** A purchase by the direct product: nobody looks at it by himself once it is captured. */
  async function heardOnce() {
    const lost = await lostCallback("pp_inbank_direct")
    expect((await byForm(lost.callback)).status).toBe(200)
    const row = await eventually(() => rowOf(lost.shopper), isAtRest, "the order to be captured")
    return { ...lost, row }
  }

  it("a thousand times, to its own address and to guessed ones, costs Inbank nothing and the audit log nothing (R154)", async () => {
    const { callback, row } = await heardOnce()
    const [asked, told] = [shop().sandbox.journal().length, await auditLogOf(shop().container, row.id)]
    const statuses = new Set<number>()
    for (let round = 0; round < 50; round += 1) {
      const calls = Array.from({ length: 20 }, async (_, nth) => {
        const url = nth % 4 === 0 ? guessed() : callback.url
        statuses.add((await byForm({ ...callback, url })).status)
      })
      await Promise.all(calls)
    }
    expect(statuses).toEqual(new Set([200]))
    expect(shop().sandbox.journal()).toHaveLength(asked)
    expect(await auditLogOf(shop().container, row.id)).toEqual(told)
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("minutes later is not looked into, for somebody has looked since", async () => {
    const { shopper, callback, row } = await heardOnce()
    const asked = shop().sandbox.journal().length
    await minutesPass(2)
    expect((await byForm(callback)).status).toBe(200)
    expect(await rowOf(shopper)).toEqual(row)
    expect(shop().sandbox.journal()).toHaveLength(asked)
  })

  it("minutes later is enqueued where Inbank could not be asked since", async () => {
    const { shopper, callback } = await lostCallback()
    const down = { route: "GET /pos-sessions", times: null, kind: { type: "status", status: 404 } } as const
    const fault = shop().sandbox.faults.add(down)
    expect((await byForm(callback)).status).toBe(200)
    const { rung_at } = await eventually(
      () => rowOf(shopper),
      (row) => Number(row.failures) > 0,
      "the look to fail",
    )
    shop().sandbox.faults.remove(fault.id)
    await minutesPass(2)
    expect((await byForm(callback)).status).toBe(200)
    const again = await rowOf(shopper)
    expect(Number(again.rung_at)).toBeGreaterThan(Number(rung_at))
  })

  it("minutes later is enqueued where the row does not show what it says, though somebody has looked since", async () => {
    const { shopper, callback } = await lostCallback()
    const behind = { type: "rewrite", merge: { status: "pending" } } as const
    const fault = shop().sandbox.faults.add({ route: "GET /pos-sessions", times: null, kind: behind })
    expect((await byForm(callback)).status).toBe(200)
    const { rung_at } = await eventually(
      () => rowOf(shopper),
      ({ session_status }) => session_status === "pending",
      "the look",
    )
    shop().sandbox.faults.remove(fault.id)
    await minutesPass(2)
    expect((await byForm(callback)).status).toBe(200)
    expect(Number((await rowOf(shopper)).rung_at)).toBeGreaterThan(Number(rung_at))
  })

  it("to an address that nobody knows is no lost session, once it was handled for one, though it names none", async () => {
    const { shopper, callback } = await lostCallback()
    const fields = signCallback(KEY, String(Date.now()), '{"status":"granted"}')
    expect((await byForm({ ...callback, fields })).status).toBe(200)
    expect(await ringsInTrail(shopper)).toBe(1)
    expect((await byForm({ url: guessed(), fields })).status).toBe(200)
    expect(await openProblems(shop().container)).toEqual([])
  })
})
