import { randomBytes } from "node:crypto"
import { Modules } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import { signCallback } from "../../src/sandbox"
import { byForm, callbacksOf } from "../support/callback"
import { otherShop } from "../support/inbank-shops"
import { openProblems, problemRows, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"

const KEY = "sandbox-api-key"

/** What a callback says, signed anew. */
function signedBy(key: string, timestamp: string, { fields }: { fields: { message: string } }) {
  return signCallback(key, timestamp, fields.message)
}

describeShop("A flood of callbacks", (shop) => {
  const { lostCallback, wasRung, ringsInTrail } = callbacksOf(shop)
  /** How often each status was answered; those with 429 must say when to come again. */
  async function flood(times: number, call: () => Promise<Response>): Promise<Record<number, number>> {
    const counts: Record<number, number> = {}
    for (let left = times; left > 0; left -= 10) {
      const answers = await Promise.all(Array.from({ length: Math.min(left, 10) }, call))
      for (const { status, headers } of answers) {
        counts[status] = (counts[status] ?? 0) + 1
        const seconds = Number(headers.get("retry-after"))
        expect(seconds > 0 && seconds <= 60).toBe(status === 429)
      }
    }
    return counts
  }

  it("that are badly signed writes one counted problem, tells it once, and keeps no genuine one out (R14, R135)", async () => {
    const told: string[] = []
    const events = shop().container.resolve(Modules.EVENT_BUS)
    events.subscribe("inbank.problem.opened", async () => void told.push("opened"))
    events.subscribe("inbank.problem.cleared", async () => void told.push("cleared"))
    const warn = jest.spyOn(shop().container.resolve("logger"), "warn")

    const { shopper, callback } = await lostCallback()
    const forged = { ...callback, fields: { ...callback.fields, hmac: "0".repeat(128) } }
    expect(await flood(200, () => byForm(forged))).toEqual({ 401: 20, 429: 180 })
    expect(await wasRung(shopper)).toBe(false)
    expect(await ringsInTrail(shopper)).toBe(0)
    expect(await problemRows(shop().container)).toMatchObject([
      {
        kind: "callbacks_rejected",
        subject: "pp_inbank_ee",
        occurrences: 20,
        cleared_at: null,
        remedy: expect.stringContaining("previousApiKey"),
        detail: "The last one: its signature was wrong.",
      },
    ])
    expect(told).toEqual(["opened"])
    expect(warn.mock.calls).toEqual([['Inbank: problem "callbacks_rejected" opened for pp_inbank_ee']])
    warn.mockRestore()

    expect((await byForm(callback)).status).toBe(200)
    expect(await wasRung(shopper)).toBe(true)
    await problemIsCleared()
    expect(told).toEqual(["opened", "cleared"])

    // It is counted anew when it comes back.
    const second = await lostCallback()
    expect((await fetch(second.callback.url, { method: "POST" })).status).toBe(401)
    expect(await problemRows(shop().container)).toMatchObject([
      { occurrences: 1, cleared_at: null, detail: "The last one: its signature was missing." },
    ])
  })

  it("that are well signed is taken up to 120 a minute; above that nothing is written", async () => {
    const { shopper, callback } = await lostCallback()
    let sent = 0
    const another = () => byForm({ ...callback, fields: signedBy(KEY, String(++sent), callback) })
    expect(await flood(120, another)).toEqual({ 200: 120 })
    const enqueued = await rowOfCart(shop().container, shopper.cartId)
    expect(await flood(10, another)).toEqual({ 429: 10 })
    expect((await rowOfCart(shop().container, shopper.cartId)).rung_at).toEqual(enqueued.rung_at)
    // They all say the same of the same session.
    expect(await ringsInTrail(shopper)).toBe(1)
  })

  it("that another shop's key has signed keeps no genuine one out", async () => {
    const { shopper, callback } = await lostCallback()
    const foreign = { ...callback, fields: signedBy(otherShop.apiKey, "1", callback) }
    expect(await flood(130, () => byForm(foreign))).toEqual({ 401: 20, 429: 110 })
    expect(await ringsInTrail(shopper)).toBe(0)
    expect((await byForm(callback)).status).toBe(200)
    expect(await ringsInTrail(shopper)).toBe(1)
  })

  it("that are unsigned, where signatures are optional, is taken up to 20 a minute and keeps no signed one out", async () => {
    const { shopper, callback } = await lostCallback("pp_inbank_unsigned")
    expect(await flood(30, () => fetch(callback.url, { method: "POST" }))).toEqual({ 200: 20, 429: 10 })
    expect(await ringsInTrail(shopper)).toBe(1)
    expect((await byForm(callback)).status).toBe(200)
    const other = await lostCallback("pp_inbank_unsigned")
    const fields = { ...other.callback.fields, message: "changed" }
    expect((await byForm({ ...other.callback, fields })).status).toBe(401)
  })

  it("to guessed addresses is kept off by where it comes from, without asking the database", async () => {
    const from = (address: string) => ({ "x-forwarded-for": address })
    const guess = (address: string, fields?: object) =>
      fetch(`${shop().url}/hooks/inbank/${randomBytes(32).toString("base64url")}`, {
        method: "POST",
        headers: from(address),
        ...(fields && { body: new URLSearchParams({ ...fields }) }),
      })
    const { shopper, callback } = await lostCallback()
    expect(await flood(60, () => guess("203.0.113.7"))).toEqual({ 404: 60 })

    const asked: string[] = []
    const knex = shop().container.resolve("__pg_connection__")
    const listener = ({ sql }: { sql: string }) => {
      if (sql.includes("token_hash")) asked.push(sql)
    }
    knex.on("query", listener)
    expect(await flood(20, () => guess("203.0.113.7"))).toEqual({ 429: 20 })
    expect(asked).toEqual([])
    expect((await guess("203.0.113.8")).status).toBe(404)
    expect(asked).toHaveLength(1)
    knex.removeListener("query", listener)

    // Who signs may be Inbank, when a backup was restored: the limit of its own is higher.
    const signed = signCallback(KEY, String(Date.now()), '{"status":"completed"}')
    let taken = 0
    for (let answers: Record<number, number> = {}; !answers[429]; taken += answers[200] ?? 0) {
      answers = await flood(10, () => guess("203.0.113.7", signed))
    }
    // More only where a minute was over before they were sent.
    expect(taken).toBeGreaterThanOrEqual(300)
    expect(await problemRows(shop().container)).toMatchObject([{ kind: "orphan_callback", occurrences: 1 }])
    expect((await byForm(callback, from("203.0.113.7"))).status).toBe(200)
    expect(await wasRung(shopper)).toBe(true)
  })

  async function problemIsCleared(): Promise<void> {
    await eventually(
      () => openProblems(shop().container),
      (kinds) => kinds.length === 0,
      "the problem to be cleared",
    )
  }
})
