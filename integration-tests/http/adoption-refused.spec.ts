import { randomUUID } from "node:crypto"
import { z } from "zod"
import { request } from "../../test-kit/http"
import type { Shopper } from "../../test-kit/shopper"
import { demoShop } from "../../src/sandbox"
import { ADOPT, disasterOf } from "../support/disaster"
import { otherShop } from "../support/inbank-shops"
import { openProblems, rowOfCart, rowsOfCart } from "../support/rows"
import { describeShop } from "../support/shop"

describeShop("Adopting a session that the store has lost", (shop) => {
  const { customerAtEpos, signedAtEpos, rowsAreLost, adopt, refusal } = disasterOf(shop)

  it("is for whoever is logged in to the admin, and for nobody else (R132)", async () => {
    const { shopper, uuid } = await customerAtEpos()
    await rowsAreLost(shopper)
    const body = { account_id: "pp_inbank_ee", pos_session_uuid: uuid }
    expect((await request("POST", shop().url + ADOPT, {}, body)).status).toBe(401)
    expect((await request("GET", shop().url + ADOPT, {})).status).toBe(401)
    expect(await rowsOfCart(shop().container, shopper.cartId)).toEqual([])
  })

  it("tells no key, no token and no shop's uuid (R130)", async () => {
    const { shopper, uuid } = await customerAtEpos()
    const token = shop().sandbox.session(uuid)?.partnerUrls.callbackUrl.split("/").at(-1) ?? ""
    await rowsAreLost(shopper)
    await shop().sandbox.customer.approve(uuid)
    const ask = async (account_id: string, more: object = {}) =>
      await shop().admin.request("POST", ADOPT, { account_id, pos_session_uuid: uuid, ...more })
    const answers = [
      await shop().admin.request("GET", ADOPT),
      await ask("pp_inbank_lv"),
      await ask("pp_inbank_locked"),
      await ask("pp_inbank_ee", { cart_id: shopper.cartId }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 400, 200])
    const { token_hash } = await rowOfCart(shop().container, shopper.cartId)
    const secrets = [
      ...[demoShop.apiKey, demoShop.shopUuid, otherShop.apiKey, otherShop.shopUuid, "not-the-key"],
      ...[token, z.string().parse(token_hash)],
    ]
    expect(secrets.filter((secret) => JSON.stringify(answers).includes(secret))).toEqual([])
  })

  it.each([
    ["no account", { account_id: undefined }, 400, "account_id must be the id of a provider"],
    [
      "an account that is not there",
      { account_id: "pp_inbank_xx" },
      404,
      "There is no Inbank provider pp_inbank_xx",
    ],
    ["no uuid", { pos_session_uuid: "42" }, 400, "pos_session_uuid must be the uuid of a session at Inbank."],
    ["an empty cart", { cart_id: " " }, 400, "cart_id must be the id of a cart."],
    ["a field that is misspelt", { cartId: "cart_1" }, 400, "The body must be an object of account_id"],
  ])("says what is wrong when there is %s", async (_title, change, status, sentence) => {
    expect(await refusal(randomUUID(), change)).toMatchObject({
      status,
      sentence: expect.stringContaining(sentence) as string,
    })
  })

  describe("for a cart that cannot be its own", () => {
    async function nothingHappened(uuid: string, { cartId }: Shopper) {
      expect(await rowsOfCart(shop().container, cartId)).toEqual([])
      expect(shop().sandbox.session(uuid)).toMatchObject({ status: "granted" })
    }

    it("is refused with both figures when it costs another price", async () => {
      const { shopper, uuid, total } = await signedAtEpos()
      await rowsAreLost(shopper)
      await shopper.addToCart("Ceramic mug")
      const { body } = await shopper.request("GET", `/store/carts/${shopper.cartId}`)
      const { cart } = z.object({ cart: z.object({ total: z.number() }) }).parse(body)
      expect(await refusal(uuid, { cart_id: shopper.cartId })).toEqual({
        status: 400,
        code: "not_adopted",
        sentence: `Cart ${shopper.cartId} costs ${cart.total.toFixed(2)} EUR, Inbank finances ${total.toFixed(2)} EUR. They must be the same to the cent.`,
      })
      await nothingHappened(uuid, shopper)
    })

    it("is refused when another method has paid for it, or is chosen, or when it is not there", async () => {
      const { shopper, uuid } = await signedAtEpos()
      await rowsAreLost(shopper)
      await shopper.choose("pp_system_default")
      expect(await refusal(uuid, { cart_id: shopper.cartId })).toMatchObject({
        status: 400,
        sentence: expect.stringContaining("another method is chosen (pp_system_default)") as string,
      })

      const ordered = await shopper.complete()
      const orderId = "order" in ordered ? ordered.order.id : ""
      expect(await refusal(uuid, { cart_id: shopper.cartId })).toMatchObject({
        status: 400,
        sentence: expect.stringContaining(
          `Cart ${shopper.cartId} is completed already: order ${orderId} is paid by pp_system_default.`,
        ) as string,
      })
      expect(await refusal(uuid, { cart_id: "cart_gone" })).toEqual({
        status: 400,
        code: "not_adopted",
        sentence: "There is no cart cart_gone in Medusa.",
      })
      await nothingHappened(uuid, shopper)
    })
  })

  describe("asks whose it is, which", () => {
    it("is Inbank's word, and the merchant's where Inbank does not say it", async () => {
      const { shopper, uuid, reference } = await customerAtEpos()
      await rowsAreLost(shopper)
      const other = reference.replace(/.$/, (last) => (last === "0" ? "1" : "0"))
      expect(await refusal(uuid, { purchase_reference: other })).toEqual({
        status: 400,
        code: "not_adopted",
        sentence: `Inbank says that session ${uuid} is for purchase ${reference}, not for ${other}.`,
      })

      shop().sandbox.faults.add({
        route: "GET /pos-sessions",
        times: null,
        kind: { type: "rewrite", merge: { purchase: null } },
      })
      expect(await refusal(uuid)).toMatchObject({
        status: 400,
        sentence: expect.stringContaining("state it as `purchase_reference`") as string,
      })
      expect(await refusal(uuid, { purchase_reference: "100042" })).toMatchObject({
        status: 400,
        sentence: expect.stringContaining("made by another system") as string,
      })
      expect(await adopt(uuid, { purchase_reference: reference })).toMatchObject({
        adopted: "made",
        session: { id: reference },
      })
      expect(await adopt(uuid)).toMatchObject({ adopted: "known", session: { id: reference } })
      expect(await refusal(uuid, { purchase_reference: other })).toMatchObject({ status: 400 })
    })

    it("is the row's that was begun and never answered, and no other row's", async () => {
      shop().sandbox.faults.add({ route: "POST /pos-sessions", kind: { type: "reset_after" } })
      const shopper = shop().shopper()
      await shopper.fillCart()
      expect((await shopper.choose("pp_inbank_ee")).status).toBe(500)
      const { id } = await rowOfCart(shop().container, shopper.cartId)
      const uuid = shop().sandbox.state().sessions.at(-1)?.uuid ?? ""
      const ofAnother = await customerAtEpos()

      expect(await refusal(uuid, { account_id: "pp_inbank_order" })).toEqual({
        status: 400,
        code: "not_adopted",
        sentence: `Purchase ${id} belongs to pp_inbank_ee, not to pp_inbank_order.`,
      })
      expect(await adopt(uuid)).toMatchObject({
        adopted: "taken_over",
        session: { id, session_status: "pending", cart_id: shopper.cartId },
      })
      expect(await adopt(uuid)).toMatchObject({ adopted: "known" })

      // Inbank echoes nothing, and the merchant states a purchase that has its session.
      await rowsAreLost(ofAnother.shopper)
      shop().sandbox.faults.add({
        route: "GET /pos-sessions",
        kind: { type: "rewrite", merge: { purchase: null } },
      })
      expect(await refusal(ofAnother.uuid, { purchase_reference: id })).toEqual({
        status: 400,
        code: "not_adopted",
        sentence: `Purchase ${id} has another session at Inbank: ${uuid}.`,
      })
    })

    it("is the account's whose product it is: a contract of Pay next month is touched by nobody", async () => {
      const { shopper, uuid, reference } = await signedAtEpos("pp_inbank_later")
      await rowsAreLost(shopper)
      expect(await refusal(uuid)).toEqual({
        status: 400,
        code: "not_adopted",
        sentence: `Session ${uuid} is for product pay_next_month, and pp_inbank_ee sells hire_purchase. Adopt it for pp_inbank_later.`,
      })
      const { session } = await adopt(uuid, { account_id: "pp_inbank_later" })
      expect(session).toMatchObject({ id: reference, cart_id: null })
      expect(await openProblems(shop().container)).toEqual(["financed_without_order"])
    })

    it("is nobody's whom Inbank does not know at this shop, and Inbank being away is said", async () => {
      const unknown = randomUUID()
      expect(await refusal(unknown)).toMatchObject({
        status: 404,
        sentence: expect.stringContaining(
          `Inbank knows no session ${unknown} at the shop of pp_inbank_ee.`,
        ) as string,
      })
      const { uuid } = await customerAtEpos()
      expect(await refusal(uuid, { account_id: "pp_inbank_lv" })).toMatchObject({ status: 404 })
      expect(await refusal(uuid, { account_id: "pp_inbank_down" })).toMatchObject({
        status: 400,
        sentence: expect.stringMatching(/^Nothing was adopted\. /) as string,
      })
    })
  })
})
