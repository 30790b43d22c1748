import { randomUUID } from "node:crypto"
import { eventually } from "../../test-kit/eventually"
import { signCallback } from "../../src/sandbox"
import { byForm, callbacksOf } from "../support/callback"
import { problemRows, rowsOfCart, auditLogOf } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater, minutesLater } from "../support/sweeps"

const KEY = "sandbox-api-key"

describeShop("A session that Inbank made and never told us of", (shop) => {
  const { lostCallback } = callbacksOf(shop)
  const newestSession = () => {
    const session = shop().sandbox.state().sessions.at(-1)
    if (!session) throw new Error("the sandbox has no session")
    return session
  }
  /** The row whose POST was not answered: the first of its cart. */
  const rowOf = async (shopper: { cartId: string }) => {
    const [first] = (await rowsOfCart(shop().container, shopper.cartId)).sort((a, b) =>
      a.id.localeCompare(b.id),
    )
    if (!first) throw new Error("the cart has no row")
    return first
  }
  const adopted = async (shopper: { cartId: string }, uuid: string) =>
    await eventually(
      () => rowOf(shopper),
      (row) => row.pos_session_uuid === uuid && row.session_status === "granted",
      "the row to have its session",
    )

  /** The connection broke after Inbank had acted; the shopper saw an error. */
  async function unansweredPost(providerId = "pp_inbank_ee") {
    shop().sandbox.faults.add({ route: "POST /pos-sessions", kind: { type: "reset_after" } })
    const shopper = shop().shopper()
    await shopper.fillCart()
    expect((await shopper.choose(providerId)).status).toBe(500)
    expect(await rowOf(shopper)).toMatchObject({ closed_reason: "unknown", pos_session_uuid: null })
    return { shopper, session: newestSession() }
  }
  /** A well signed callback to the session's own address, whatever its message says. */
  const callAbout = async (url: string, message: object) =>
    (await byForm({ url, fields: signCallback(KEY, "1", JSON.stringify(message)) })).status
  const unclaimed = async () =>
    await eventually(
      () => problemRows(shop().container),
      (rows) => rows.some(({ kind }) => kind === "unclaimed_session"),
      "a human to be told",
    )

  it("becomes the row's by the signed callback that names it (R53)", async () => {
    const { shopper, session } = await unansweredPost()
    await shop().sandbox.customer.approve(session.uuid)
    const row = await adopted(shopper, session.uuid)
    const auditLog = await auditLogOf(shop().container, row.id)
    expect(auditLog).toContainEqual({
      source: "callback",
      action: "adopted",
      after: session.uuid,
      detail: null,
    })
    // Nobody was given its address, and yet it was signed for this very cart: its order is placed, with no second session.
    await eventually(
      () => rowsOfCart(shop().container, shopper.cartId),
      ([only]) => only?.order_id !== null,
      "the order",
    )
    expect(await shop().admin.orderCount()).toBe(1)
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /pos-sessions": 1 })
  })

  it("under its other name in the message becomes the row's too", async () => {
    const { shopper, session } = await unansweredPost()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(session.uuid)
    expect(await callAbout(session.partnerUrls.callbackUrl, { posSessionUuid: session.uuid })).toBe(200)
    await adopted(shopper, session.uuid)
  })

  it("is looked for by the sweep when Inbank could not be asked at first", async () => {
    const { shopper, session } = await unansweredPost()
    const fault = shop().sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: { type: "status", status: 503 },
    })
    await shop().sandbox.customer.approve(session.uuid)
    await shop().sandbox.faults.befallen(fault.id)
    await aMinuteLater(shop().container)
    expect(await rowOf(shopper)).toMatchObject({ pos_session_uuid: null })

    // After so many failures nobody asks Inbank for a while: the first minute may be too early.
    shop().sandbox.faults.clear()
    const isAdopted = (row: { pos_session_uuid: string | null }) => row.pos_session_uuid === session.uuid
    await minutesLater(shop().container, () => rowOf(shopper), isAdopted, "the row to have its session")
    await adopted(shopper, session.uuid)
  })

  it("is the row's when the callback is faster than Inbank's own answer (R30)", async () => {
    const fault = shop().sandbox.faults.add({ route: "POST /pos-sessions", kind: { type: "hang_after" } })
    const shopper = shop().shopper()
    await shopper.fillCart()
    const choosing = shopper.choose("pp_inbank_ee")
    await shop().sandbox.faults.befallen(fault.id)
    await shop().sandbox.customer.approve(newestSession().uuid)
    expect(shop().sandbox.state().callbacks).toMatchObject([{ responseStatus: 200 }])

    shop().sandbox.faults.release(fault.id)
    expect((await choosing).status).toBe(200)
    await aMinuteLater(shop().container)
    const row = await adopted(shopper, newestSession().uuid)
    expect(row.order_id).toMatch(/^order_/)
  })

  it("is the row's when the callback is faster and the answer never comes (R30, R53)", async () => {
    const fault = shop().sandbox.faults.add({ route: "POST /pos-sessions", kind: { type: "hang_after" } })
    const shopper = shop().shopper()
    await shopper.fillCart()
    const choosing = shopper.choose("pp_inbank_ee")
    await shop().sandbox.faults.befallen(fault.id)
    const { uuid } = newestSession()
    await shop().sandbox.customer.approve(uuid)
    expect((await choosing).status).toBe(500)
    expect(await rowOf(shopper)).toMatchObject({ closed_reason: "unknown", pos_session_uuid: null })

    await aMinuteLater(shop().container)
    await adopted(shopper, uuid)
  })

  it("is not taken for the row's when it is another purchase's: a human is told", async () => {
    const other = await lostCallback()
    const { shopper, session } = await unansweredPost()
    expect(await callAbout(session.partnerUrls.callbackUrl, { uuid: other.payment.posSessionUuid })).toBe(200)
    const row = await rowOf(shopper)
    expect(await unclaimed()).toMatchObject([{ subject: row.id, detail: other.payment.posSessionUuid }])
    expect(await rowOf(shopper)).toMatchObject({ pos_session_uuid: null })
    expect(await rowOf(other.shopper)).toMatchObject({ pos_session_uuid: other.payment.posSessionUuid })

    // The true one is taken all the same, and the problem is over.
    await shop().sandbox.customer.approve(session.uuid)
    expect(await callAbout(session.partnerUrls.callbackUrl, { uuid: session.uuid })).toBe(200)
    await adopted(shopper, session.uuid)
    expect((await problemRows(shop().container)).filter(({ cleared_at }) => !cleared_at)).toEqual([])
  })

  it("is not taken for the row's when Inbank echoes no purchase reference, or knows no such session", async () => {
    const { shopper, session } = await unansweredPost()
    shop().sandbox.faults.add({
      route: "GET /pos-sessions",
      kind: { type: "rewrite", merge: { purchase: null } },
    })
    expect(await callAbout(session.partnerUrls.callbackUrl, { uuid: session.uuid })).toBe(200)
    expect(await unclaimed()).toMatchObject([{ detail: session.uuid }])

    const second = await unansweredPost()
    expect(await callAbout(second.session.partnerUrls.callbackUrl, { uuid: randomUUID() })).toBe(200)
    await eventually(
      () => problemRows(shop().container),
      (rows) => rows.length === 2,
      "a human to be told",
    )
    for (const each of [shopper, second.shopper]) {
      expect(await rowOf(each)).toMatchObject({ pos_session_uuid: null })
    }
  })

  it("is not looked for on the word of an unsigned callback", async () => {
    const { shopper, session } = await unansweredPost("pp_inbank_unsigned")
    const { callbackUrl } = session.partnerUrls
    const message = JSON.stringify({ uuid: session.uuid })
    const body = new URLSearchParams({ message, timestamp: "1" })
    expect((await fetch(callbackUrl, { method: "POST", body })).status).toBe(200)
    await aMinuteLater(shop().container)
    const row = await rowOf(shopper)
    expect(row.pos_session_uuid).toBeNull()
    expect(await auditLogOf(shop().container, row.id)).toMatchObject([{ action: "rang", detail: null }])
    expect(shop().sandbox.upstreamCounts()).not.toHaveProperty("GET /pos-sessions")
  })
})
