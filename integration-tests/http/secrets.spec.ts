import { eventually } from "../../test-kit/eventually"
import { comeBack } from "../../test-kit/shopper"
import { byForm, callbacksOf } from "../support/callback"
import { isAtRest, rowsOfCart } from "../support/rows"
import { otherShop } from "../support/inbank-shops"
import { describeShop } from "../support/shop"

/** What must appear nowhere: searched for as written, and as it would stand in an address. */
const SECRETS = {
  "the key": otherShop.apiKey,
  "the key before": "the-key-before",
  "a refused key": "not-the-key",
  "the shop's uuid": otherShop.shopUuid,
}
const PERSON = { "an e-mail": "canary.customer@example.com", "a phone": "+37255501234" }
const LEVELS = ["error", "warn", "info", "debug", "log"] as const
const TABLES = ["session", "event", "problem", "lease", "refund"]

describeShop("A secret", (shop) => {
  const { lostCallback } = callbacksOf(shop)

  /** The names of those that the text holds. */
  function found(canaries: Record<string, string>, text: string): string[] {
    return Object.entries(canaries)
      .filter(([, canary]) => text.includes(canary) || text.includes(encodeURIComponent(canary)))
      .map(([name]) => name)
  }

  /** Everything that is logged from now on, whatever its level. */
  function listenToTheLog(): { text: () => string; stop: () => void } {
    const logger = shop().container.resolve("logger")
    const spies = LEVELS.map((level) => jest.spyOn(logger, level))
    const written = (part: unknown) => (part instanceof Error ? `${part.stack}` : JSON.stringify(part))
    return {
      text: () =>
        spies
          .flatMap(({ mock }) => mock.calls.map((call) => [...call].map(written).join(" ")))
          // At this level Medusa names the addresses it serves, tokens included, as its access log does.
          .filter((line) => !line.includes("using custom") || !line.includes("bodyparser config"))
          .join("\n"),
      stop: () => spies.forEach((spy) => spy.mockRestore()),
    }
  }

  async function ourTables(): Promise<string> {
    const knex = shop().container.resolve("__pg_connection__")
    const tables = await Promise.all(TABLES.map(async (name) => (await knex(`inbank_${name}`)) as unknown))
    return JSON.stringify(tables)
  }

  it("is in no answer, no row of ours and no line of the log through the whole life of an order (R130, R131)", async () => {
    const log = listenToTheLog()
    const shopper = shop().shopper()
    const storeAnswers: unknown[] = []
    const ask = async (path: string) => storeAnswers.push((await shopper.request("GET", path)).body)
    await shopper.fillCart()
    await shopper.request("POST", `/store/carts/${shopper.cartId}`, {
      email: PERSON["an e-mail"],
      shipping_address: {
        ...{ first_name: "Mari", last_name: "Maasikas", address_1: "Pikk 1", city: "Tallinn" },
        ...{ country_code: "ee", postal_code: "10123", phone: PERSON["a phone"] },
      },
    })
    // A key that Inbank refuses, and an Inbank that is not there: what goes wrong is logged most.
    for (const provider of ["pp_inbank_locked", "pp_inbank_down"]) {
      storeAnswers.push((await shopper.choose(provider)).body)
    }
    await ask("/store/inbank/offers?amount=469.90&currency_code=eur")
    const payment = await shopper.startInbank("pp_inbank_lv")
    const session = shop().sandbox.session(payment.posSessionUuid)
    const sent = session?.customerContactData
    expect(sent).toEqual({ email: PERSON["an e-mail"], mobile: PERSON["a phone"] })
    const token = session?.partnerUrls.callbackUrl.split("/").at(-1) ?? ""
    expect(token).toHaveLength(43)

    // Refused, refused by the database, taken.
    shop().sandbox.callbacks.pause()
    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const callback = shop().sandbox.state().callbacks.at(-1)
    if (!callback) throw new Error("the sandbox signed no callback")
    const forged = { ...callback, fields: { ...callback.fields, hmac: "0" } }
    expect((await byForm(forged)).status).toBe(401)
    const knex = shop().container.resolve("__pg_connection__")
    await knex.raw("alter table inbank_event rename to inbank_event_gone")
    expect((await byForm(callback)).status).toBe(503)
    await knex.raw("alter table inbank_event_gone rename to inbank_event")
    expect((await byForm(callback)).status).toBe(200)
    shop().sandbox.callbacks.resume()

    const page = await comeBack(back.redirect)
    const orderId = page.searchParams.get("order_id") ?? ""
    const order = await shop().admin.order(orderId)
    const paymentId = order.payment_collections[0]?.payments[0]?.id
    expect((await shop().admin.capture(order)).status).toBe(200)
    await eventually(
      () => rowsOfCart(shop().container, shopper.cartId),
      (rows) => rows.every(isAtRest),
      "the rows to be finished",
    )

    const inbankAnswers: unknown[] = [page.href, await shopper.sessionStatus(payment)]
    const admin = async (path: string) => (await shop().admin.request("GET", path)).body
    inbankAnswers.push(await admin(`/admin/payments/${paymentId}`), await admin("/admin/payments"))
    const fields = "*payment_collections.payments,*payment_collections.payment_sessions"
    const adminOrder = await admin(`/admin/orders/${orderId}?fields=id,${fields}`)
    inbankAnswers.push(adminOrder, await admin("/admin/payments/payment-providers"))
    const rowId = (await rowsOfCart(shop().container, shopper.cartId))[0]?.id
    for (const [method, path] of merchantsPages(rowId ?? "", orderId)) {
      const body = method === "POST" ? {} : undefined
      const answer = await shop().admin.request(method, `/admin/inbank/${path}`, body)
      expect([path, answer.status]).toEqual([path, 200])
      inbankAnswers.push(answer.body)
    }
    await ask(`/store/orders/${orderId}`)
    await ask(`/store/carts/${shopper.cartId}`)
    await ask(`/store/payment-providers?region_id=${shop().seeded.regionId}`)
    // The search itself finds what is there.
    expect(JSON.stringify(inbankAnswers)).toContain(payment.posSessionUuid)
    expect(JSON.stringify(storeAnswers)).toContain(PERSON["an e-mail"])
    expect(log.text()).toContain("callbacks_rejected")
    expect(log.text()).toContain("could not be stored")

    const everywhere = { ...SECRETS, "the token": token }
    // A row says at which shop its session was made: nobody but the merchant reads it.
    const { "the shop's uuid": _shopUuid, ...withoutShop } = everywhere
    const places = {
      "store answers": found(everywhere, JSON.stringify(storeAnswers)),
      "answers about payments": found({ ...everywhere, ...PERSON }, JSON.stringify(inbankAnswers)),
      log: found({ ...everywhere, ...PERSON }, log.text()),
      "rows of ours": found({ ...withoutShop, ...PERSON }, await ourTables()),
    }
    log.stop()
    expect(places).toEqual({ "store answers": [], "answers about payments": [], log: [], "rows of ours": [] })
  })

  /** Everything that the merchant's pages read of a session, and what asks Inbank about it. */
  function merchantsPages(rowId: string, orderId: string) {
    const read = [
      "accounts",
      "problems",
      "sessions",
      `sessions/${rowId}`,
      "sessions/adopt",
      "approvals",
      "sweep",
    ]
    const asked = ["accounts/pp_inbank_lv/check", "accounts/pp_inbank_locked/check"]
    const enqueued = ["accounts/pp_inbank_lv/callback-test", `sessions/${rowId}/refresh`]
    return [
      ...[...read, `orders/${orderId}`].map((path) => ["GET", path] as const),
      ...[...asked, ...enqueued].map((path) => ["POST", path] as const),
    ]
  }

  it("of another cart is told to nobody who has but the payment session's id, or the order's (R132)", async () => {
    const { payment } = await lostCallback()
    const stranger = shop().shopper()
    await stranger.fillCart()
    const path = `/store/inbank/sessions/${payment.paymentSessionId}`
    const answers = [
      await stranger.request("GET", path),
      await stranger.request("GET", `${path}?cart_id=${stranger.cartId}`),
      await stranger.request("GET", `${path}?cart_id[]=${stranger.cartId}`),
      await stranger.request("GET", `${path}?cart_id=`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 404, 400, 404])
    expect(JSON.stringify(answers)).not.toContain(payment.posSessionUuid)
  })
})
