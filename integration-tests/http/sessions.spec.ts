import { InbankStore, SessionStore } from "../../src/modules/inbank/store"
import { openProblems, rowsOfCart } from "../support/rows"
import { describeShop } from "../support/shop"

describeShop("Starting to pay with Inbank", (shop) => {
  it("gives the storefront an address at e-POS and nothing secret", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    expect(payment.redirectUrl).toBe(shop().sandbox.session(payment.posSessionUuid)?.redirectUrl)

    const { body } = await shopper.request("GET", `/store/carts/${shopper.cartId}`)
    const told = JSON.stringify(body)
    const urls = shop().sandbox.session(payment.posSessionUuid)?.partnerUrls
    const token = urls?.callbackUrl.split("/").at(-1) ?? ""
    expect(token.length).toBeGreaterThan(40)
    expect(told).not.toContain(token)
    expect(told).not.toContain("sandbox-api-key")
    expect(JSON.stringify(await rowsOfCart(shop().container, shopper.cartId))).not.toContain(token)
  })

  it("twice, three times at once, or again later leads to one session at Inbank (R100)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.choose("pp_system_default")
    const clicks = await Promise.all([1, 2, 3].map(() => shopper.choose("pp_inbank_ee")))
    expect(clicks.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    await shopper.startInbank()
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /pos-sessions": 1 })
    expect(await rowsOfCart(shop().container, shopper.cartId)).toHaveLength(1)
  })

  it("is written down by one of two requests that are equally fast (R100)", async () => {
    const { paymentRows } = new InbankStore(shop().container.resolve("__pg_connection__"))
    const insert = async (paymentSessionId: string) =>
      await paymentRows.insert({
        id: SessionStore.newId(),
        paymentSessionId,
        tokenHash: paymentSessionId,
        ...{ cartId: "cart_1", paymentCollectionId: "pay_col_1", accountId: "pp_inbank_ee" },
        ...{ amount: "500.00", currency: "EUR", productCode: "hp_12", locale: "et-ET" },
        ...{ shopUuid: "a93f1f44-d5dd-4469-bfcc-c1de9e969213", environment: "demo" },
        validUntil: new Date(Date.now() + 3_600_000),
      })
    const written = await Promise.all(["payses_1", "payses_2"].map(insert))
    expect(written.filter((row) => row !== undefined)).toHaveLength(1)
    expect(await rowsOfCart(shop().container, "cart_1")).toHaveLength(1)
  })

  it("when the session that waits has less than five minutes left leads to a new one, and the old one is looked at all the same", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const first = await shopper.startInbank()
    const knex = shop().container.resolve("__pg_connection__")
    const row = knex("inbank_session").where({ pos_session_uuid: first.posSessionUuid })
    const endsIn = async (minutes: number) =>
      await row.clone().update({ valid_until: knex.raw("now() + make_interval(mins => ?)", [minutes]) })
    await endsIn(6)
    expect(await shopper.startInbank()).toMatchObject({ posSessionUuid: first.posSessionUuid })

    await endsIn(4)
    expect((await shopper.startInbank()).posSessionUuid).not.toBe(first.posSessionUuid)
    const outlived: unknown = await row.clone().first()
    expect(outlived).toMatchObject({ closed_reason: "outlived", next_check_at: expect.any(Date) as Date })
  })

  it("of one cart tells nothing about another cart's payment (R132)", async () => {
    const [mari, jaan] = [shop().shopper(), shop().shopper()]
    await mari.fillCart()
    await jaan.fillCart()
    const hers = await mari.startInbank()
    const path = `/store/inbank/sessions/${hers.paymentSessionId}`
    expect((await jaan.request("GET", `${path}?cart_id=${jaan.cartId}`)).status).toBe(404)
    expect((await jaan.request("GET", path)).status).toBe(400)
    expect((await mari.request("GET", `${path}?cart_id=${mari.cartId}`)).status).toBe(200)
  })

  it("ignores ids, amounts and addresses that a storefront puts into the data, another cart's session among them (R84, R85)", async () => {
    const [mari, jaan] = [shop().shopper(), shop().shopper()]
    await mari.fillCart("Espresso machine")
    const hers = await mari.startInbank()
    await jaan.fillCart()
    const his = await jaan.startInbank("pp_inbank_ee", {
      session_id: hers.paymentSessionId,
      pos_session_uuid: hers.posSessionUuid,
      redirect_url: "https://evil.example.com",
      purchase_reference: "inbs_of_another",
      amount: 1,
    })
    expect(his.posSessionUuid).not.toBe(hers.posSessionUuid)
    expect(his.redirectUrl).toContain(his.posSessionUuid)
    expect(shop().sandbox.session(his.posSessionUuid)).toMatchObject({ totalAmount: 473.4 })

    await shop().sandbox.customer.approve(hers.posSessionUuid)
    expect(await jaan.complete()).toMatchObject({
      type: "cart",
      error: { type: "payment_requires_more_error" },
    })
  })

  it("uses the locale a storefront asks for when it is one of Inbank's, else the account's", async () => {
    const locales = []
    for (const locale of ["lv-LV", "xx-XX"]) {
      const shopper = shop().shopper()
      await shopper.fillCart()
      const { posSessionUuid } = await shopper.startInbank("pp_inbank_ee", { locale })
      locales.push(shop().sandbox.session(posSessionUuid)?.locale)
    }
    expect(locales).toEqual(["lv-LV", "et-ET"])
  })

  it.each([
    [
      "while Inbank cannot be reached is refused with a sentence (R40)",
      "pp_inbank_down",
      "Inbank cannot be reached at the moment. Please try again in a moment or choose another payment method.",
    ],
    [
      "while Inbank refuses the shop's key is refused with a sentence",
      "pp_inbank_locked",
      "Inbank cannot be used at the moment. Please choose another payment method.",
    ],
    [
      "that Inbank will not finance is refused with a sentence",
      "pp_inbank_stranger",
      "Inbank cannot finance this purchase. Please choose another payment method.",
    ],
  ])("%s, and cart and other methods are left alone", async (_fault, provider, message) => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    expect(await shopper.choose(provider)).toMatchObject({ body: { message } })
    expect((await shopper.choose("pp_system_default")).status).toBe(200)
    expect(await shopper.complete()).toMatchObject({ type: "order" })
  })

  it("again for the same amount is the same session, for another amount another one (R103)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const first = await shopper.startInbank()
    await shopper.choose("pp_system_default")
    expect((await shopper.startInbank()).posSessionUuid).toBe(first.posSessionUuid)
    await shopper.addToCart("Espresso machine")
    const second = await shopper.startInbank()
    expect(second.posSessionUuid).not.toBe(first.posSessionUuid)
    expect(shop().sandbox.session(second.posSessionUuid)).toMatchObject({ totalAmount: 762.4 })
  })

  it("with a key that Inbank refuses is shown to the merchant as a problem of the account", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.choose("pp_inbank_locked")
    expect(await openProblems(shop().container)).toEqual(["credentials_refused"])
  })

  it("is refused with a sentence where a cart begins more sessions than a person would within a minute, and other methods stay (R151)", async () => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const line = await shopper.addToCart("Espresso machine")
    const choose = async (pieces: number) => {
      const change = `/store/carts/${shopper.cartId}/line-items/${line}`
      expect((await shopper.request("POST", change, { quantity: pieces })).status).toBe(200)
      return await shopper.choose("pp_inbank_ee")
    }
    for (let pieces = 1; pieces <= 10; pieces++) expect((await choose(pieces)).status).toBe(200)
    expect(await choose(11)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Please try again in a minute or choose another payment") },
    })
    expect((await shopper.choose("pp_system_default")).status).toBe(200)
    // What it has begun is given to it again, and other carts are not concerned.
    expect((await choose(10)).status).toBe(200)
    const other = shop().shopper()
    await other.fillCart()
    await other.startInbank()
    expect(shop().sandbox.upstreamCounts()).toMatchObject({ "POST /pos-sessions": 11 })
  })

  it("is refused with a sentence where a shop begins more sessions than its merchant allows within a minute (R151)", async () => {
    const warn = jest.spyOn(shop().container.resolve("logger"), "warn")
    const account = shop().accounts.find(({ id }) => id === "pp_inbank_lv")
    if (!account) throw new Error("there is no such account")
    const usual = account.maxSessionsPerMinute
    account.maxSessionsPerMinute = 2
    const shoppers = Array.from({ length: 4 }, () => shop().shopper())
    const answers = []
    for (const shopper of shoppers) {
      await shopper.fillCart()
      answers.push(await shopper.choose("pp_inbank_lv"))
    }
    const refused = {
      status: 400,
      body: { message: expect.stringContaining("Very many customers are beginning to pay with Inbank") },
    }
    expect(answers).toMatchObject([{ status: 200 }, { status: 200 }, refused, refused])
    expect((await shoppers[0]?.choose("pp_inbank_lv"))?.status).toBe(200)
    expect((await shoppers[3]?.choose("pp_inbank_ee"))?.status).toBe(200)
    expect(warn.mock.calls).toEqual([[expect.stringContaining("`maxSessionsPerMinute`")]])
    account.maxSessionsPerMinute = usual
    warn.mockRestore()
  })
})
