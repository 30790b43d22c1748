import { randomBytes } from "node:crypto"
import { newSelfTest } from "../../src/domain/callbacks/self-test"
import { signCallback, type SandboxCallback } from "../../src/sandbox"
import { byForm, byJson, byQuery, callbacksOf } from "../support/callback"
import { openProblems } from "../support/rows"
import { otherShop } from "../support/inbank-shops"
import { describeShop } from "../support/shop"

type Fields = SandboxCallback["fields"]

const KEY = "sandbox-api-key"
const signedWith =
  (key: string) =>
  ({ timestamp, message }: Fields): Fields =>
    signCallback(key, timestamp, message)

describeShop("A forged callback", (shop) => {
  const { lostCallback, wasRung, ringsInTrail, looksAt } = callbacksOf(shop)
  const nothingHappened = async ({ shopper, payment }: Awaited<ReturnType<typeof lostCallback>>) => {
    expect(await wasRung(shopper)).toBe(false)
    expect(await ringsInTrail(shopper)).toBe(0)
    expect(looksAt(payment.posSessionUuid)).toBe(0)
  }

  it("without a signature is refused with 401 and nobody looks (R1)", async () => {
    const lost = await lostCallback()
    const { callback } = lost
    expect((await fetch(callback.url, { method: "POST" })).status).toBe(401)
    expect((await fetch(callback.url)).status).toBe(401)
    await nothingHappened(lost)
  })

  it.each<[string, (fields: Fields) => Fields]>([
    ["signed with another key is refused with 401 (R2)", signedWith("another-key")],
    [
      "changed by one byte after it was signed is refused with 401 (R3)",
      (fields) => ({ ...fields, message: fields.message.replace("granted", "grantee") }),
    ],
    [
      "signed in upper case is refused with 401 (R4)",
      (fields) => ({ ...fields, hmac: fields.hmac.toUpperCase() }),
    ],
    [
      "with a signature cut short is refused with 401 (R4)",
      (fields) => ({ ...fields, hmac: fields.hmac.slice(0, 10) }),
    ],
    ["signed with an empty key is refused with 401 (R5)", signedWith("")],
  ])("%s, and the genuine one is taken", async (_fault, spoil) => {
    const lost = await lostCallback()
    const { shopper, callback } = lost
    expect((await byForm({ ...callback, fields: spoil(callback.fields) })).status).toBe(401)
    await nothingHappened(lost)
    expect((await byForm(callback)).status).toBe(200)
    expect(await wasRung(shopper)).toBe(true)
  })

  it.each([
    [
      "signed with the demo's key for a session in production is refused with 401 (R6)",
      "pp_inbank_live",
      KEY,
    ],
    [
      "signed with country B's key for a session of country A is refused with 401 (R7)",
      "pp_inbank_ee",
      otherShop.apiKey,
    ],
    ["signed with country A's key for a session of country B is refused with 401 (R7)", "pp_inbank_lv", KEY],
  ])("%s", async (_whose, providerId, key) => {
    const lost = await lostCallback(providerId)
    const { callback } = lost
    expect((await byForm({ ...callback, fields: signedWith(key)(callback.fields) })).status).toBe(401)
    await nothingHappened(lost)
    expect((await byForm(callback)).status).toBe(200)
  })

  it("is told from one signed with the key before the present one, while keys are changed (R136)", async () => {
    const { callback } = await lostCallback("pp_inbank_lv")
    const answers = []
    for (const key of ["the-key-before", otherShop.apiKey, "the-key-before-that"]) {
      answers.push((await byForm({ ...callback, fields: signedWith(key)(callback.fields) })).status)
    }
    expect(answers).toEqual([200, 200, 401])
  })

  it("whose fields are given twice, are arrays or objects, or stand in a body of another kind is refused (R8)", async () => {
    const lost = await lostCallback()
    const { callback } = lost
    const { url, fields } = callback
    const query = new URLSearchParams({ ...fields }).toString()
    const multipart = new FormData()
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value)
    const post = (body: RequestInit["body"], type?: string) =>
      fetch(url, { method: "POST", body, headers: type === undefined ? {} : { "content-type": type } })
    const json = (body: unknown) => byJson({ url, fields: body })

    const { hmac, message, timestamp } = fields
    const refused = [
      await fetch(`${url}?${query}&hmac=${hmac}`),
      await post(new URLSearchParams(`${query}&message=${encodeURIComponent(message)}`)),
      await json({ hmac: [hmac], message, timestamp }),
      await json({ hmac, message: { status: "granted" }, timestamp }),
      await json({ hmac, message, timestamp: Number(timestamp) }),
      await json({ fields }),
      await json([fields]),
      await json({}),
      await post(query, "text/plain"),
      await post(multipart),
      await post(query, "application/octet-stream"),
      await post(new TextEncoder().encode(query)),
    ]
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401))
    const unreadable = [
      await post("{", "application/json"),
      await post('"text"', "application/json"),
      await post("7", "application/json"),
    ]
    expect(unreadable.map(({ status }) => status)).toEqual([400, 400, 400])
    await nothingHappened(lost)
    expect((await byQuery(callback)).status).toBe(200)
  })

  it("read in a log of a callback test's own ring is no callback anywhere else", async () => {
    const { shopper, callback } = await lostCallback()
    const account = { apiKey: KEY }
    const { signed, expected } = newSelfTest(account, new Date())
    const answered = { message: `heard ${signed.message}`, timestamp: signed.timestamp, hmac: expected }
    for (const fields of [signed, answered]) {
      expect((await byForm({ ...callback, fields })).status).toBeGreaterThanOrEqual(400)
    }
    expect(await wasRung(shopper)).toBe(false)
    expect(await openProblems(shop().container)).not.toContain("orphan_callback")
  })

  it("too large to be one is refused with 413, whatever its kind and however it is signed (R9)", async () => {
    const lost = await lostCallback()
    const { callback } = lost
    const large = "x".repeat(20_000)
    const signed = `${callback.url}?${new URLSearchParams({ ...callback.fields }).toString()}`
    const multipart = new FormData()
    multipart.set("padding", large)
    const bodies: RequestInit[] = [
      { body: new URLSearchParams({ ...callback.fields, padding: large }) },
      { body: JSON.stringify({ padding: large }), headers: { "content-type": "application/json" } },
      { body: large, headers: { "content-type": "text/plain" } },
      { body: large, headers: { "content-type": "application/octet-stream" } },
      { body: multipart },
      { body: randomBytes(20_000) },
      { body: new Blob([large]).stream(), duplex: "half" },
    ]
    for (const body of bodies) expect((await fetch(signed, { method: "POST", ...body })).status).toBe(413)
    await nothingHappened(lost)
    // A small one of a kind that nobody reads is no obstacle to a signature in the query.
    expect((await fetch(signed, { method: "POST", body: randomBytes(200) })).status).toBe(200)
  })

  it("to an address that was never given out is answered with 404", async () => {
    const fields = signCallback("another-key", "1", "{}")
    for (const token of ["never-given-out", "a".repeat(43)]) {
      const url = `${shop().url}/hooks/inbank/${token}`
      expect((await fetch(url, { method: "POST" })).status).toBe(404)
      expect((await byForm({ url, fields })).status).toBe(404)
    }
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("is not needed to ask whether the address is there: HEAD and OPTIONS do not ring", async () => {
    const lost = await lostCallback()
    const { callback, back } = lost
    const signed = `${callback.url}?${new URLSearchParams({ ...callback.fields }).toString()}`
    for (const address of [signed, back.redirect]) {
      expect((await fetch(address, { method: "HEAD", redirect: "manual" })).status).toBe(405)
      expect((await fetch(address, { method: "OPTIONS" })).status).toBe(200)
    }
    await nothingHappened(lost)
  })
})
