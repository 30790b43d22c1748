import type { SandboxCallback } from "../../src/sandbox"
import { signCallback } from "../../src/sandbox"
import { openProblems, rowOfCart } from "../support/rows"
import { eventually } from "../../demo/support/eventually"
import { describeShop } from "../support/shop"

const KEY = "sandbox-api-key"

describeShop("A callback", (shop) => {
  /** A session whose callback was signed by Inbank and lost on its way. */
  async function lostCallback() {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    shop().sandbox.callbacks.pause()
    await shop().sandbox.customer.approve(payment.posSessionUuid)
    const [callback] = shop().sandbox.state().callbacks
    if (!callback) throw new Error("the sandbox sent no callback")
    return { shopper, payment, callback }
  }
  /** A ring is stored before the answer: a row that was not rung has nobody looking. */
  const wasRung = async (shopper: { cartId: string }) =>
    (await rowOfCart(shop().container, shopper.cartId)).rung_at !== null
  const reads = () => shop().sandbox.upstreamCounts()["GET /pos-sessions"] ?? 0
  const form = ({ url, fields }: SandboxCallback) =>
    fetch(url, { method: "POST", body: new URLSearchParams({ ...fields }) })
  const query = ({ url, fields }: SandboxCallback) =>
    fetch(`${url}?${new URLSearchParams({ ...fields }).toString()}`)
  const json = ({ url, fields }: SandboxCallback) =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fields),
    })

  it.each([
    ["a form", form],
    ["a query", query],
    ["JSON", json],
  ])("in %s places the order", async (_kind, deliver) => {
    const { shopper, payment, callback } = await lostCallback()
    expect((await deliver(callback)).status).toBe(200)
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order",
    )
  })

  it("without a signature is refused with 401 and nobody looks", async () => {
    const { shopper, callback } = await lostCallback()
    expect((await fetch(callback.url, { method: "POST" })).status).toBe(401)
    expect((await fetch(callback.url)).status).toBe(401)
    expect(await wasRung(shopper)).toBe(false)
  })

  it.each([
    [
      "signed with another key",
      (fields: SandboxCallback["fields"]) => signCallback("another-key", fields.timestamp, fields.message),
    ],
    [
      "signed with an empty key",
      (fields: SandboxCallback["fields"]) => signCallback("", fields.timestamp, fields.message),
    ],
    [
      "changed by one byte",
      (fields: SandboxCallback["fields"]) => ({
        ...fields,
        message: fields.message.replace("granted", "grantee"),
      }),
    ],
    [
      "signed in upper case",
      (fields: SandboxCallback["fields"]) => ({ ...fields, hmac: fields.hmac.toUpperCase() }),
    ],
    [
      "with a signature cut short",
      (fields: SandboxCallback["fields"]) => ({ ...fields, hmac: fields.hmac.slice(0, 10) }),
    ],
  ])("%s is refused with 401 and nobody looks", async (_fault, spoil) => {
    const { shopper, callback } = await lostCallback()
    expect((await form({ ...callback, fields: spoil(callback.fields) })).status).toBe(401)
    expect(await wasRung(shopper)).toBe(false)
    expect((await form(callback)).status).toBe(200)
    expect(await wasRung(shopper)).toBe(true)
  })

  it("with a field given twice is refused with 401", async () => {
    const { callback } = await lostCallback()
    const doubled = `${new URLSearchParams({ ...callback.fields }).toString()}&hmac=${callback.fields.hmac}`
    expect((await fetch(`${callback.url}?${doubled}`)).status).toBe(401)
  })

  it("to an address that was never given out is answered with 404", async () => {
    const { callback } = await lostCallback()
    const url = `${shop().url}/hooks/inbank/never-given-out`
    expect((await fetch(url, { method: "POST" })).status).toBe(404)
    expect((await form({ ...callback, url, fields: signCallback("another-key", "1", "{}") })).status).toBe(
      404,
    )
  })

  it("signed by Inbank about a session that this store does not know is taken and shown to a human", async () => {
    const url = `${shop().url}/hooks/inbank/never-given-out`
    const fields = signCallback(KEY, "1", '{"status":"completed"}')
    expect((await fetch(url, { method: "POST", body: new URLSearchParams({ ...fields }) })).status).toBe(200)
    expect(await openProblems(shop().container)).toEqual(["orphan_callback"])
  })

  it("that claims completed while Inbank says pending changes nothing", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const url = callbackUrlOfLastSession()
    const fields = signCallback(KEY, "1", `{"uuid":"${payment.posSessionUuid}","status":"completed"}`)
    expect((await fetch(url, { method: "POST", body: new URLSearchParams({ ...fields }) })).status).toBe(200)
    await eventually(
      async () => reads(),
      (count) => count === 1,
      "Inbank to be asked",
    )
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "pending" })
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("that says cancelled, validly signed, is not taken for a payment", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await shop().sandbox.customer.cancel(payment.posSessionUuid)
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ status }) => status === "cancelled",
      "the session to be cancelled",
    )
    expect(await shop().admin.orderCount()).toBe(0)
  })

  it("that comes twenty times at once makes one order and asks Inbank at most twice", async () => {
    const { shopper, payment, callback } = await lostCallback()
    const answers = await Promise.all(Array.from({ length: 20 }, async () => (await form(callback)).status))
    expect(new Set(answers)).toEqual(new Set([200]))
    await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order",
    )
    expect(await shop().admin.orderCount()).toBe(1)
    expect(reads()).toBeLessThanOrEqual(2)
  })

  it("too large to be one is refused with 413", async () => {
    const { callback } = await lostCallback()
    const body = new URLSearchParams({ ...callback.fields, padding: "x".repeat(20_000) })
    expect((await fetch(callback.url, { method: "POST", body })).status).toBe(413)
  })

  function callbackUrlOfLastSession(): string {
    const [session] = shop().sandbox.state().sessions
    if (!session) throw new Error("the sandbox has no session")
    return session.partnerUrls.callbackUrl
  }
})
