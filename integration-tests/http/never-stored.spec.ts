import { z } from "zod"
import { request } from "../../test-kit/http"
import { describeShop } from "../support/shop"
import { MERCHANT } from "../support/shop-template"

/** Browsers, proxies and CDNs keep what nothing forbids them to keep: a payment's state is another in a second. */
const tokenSchema = z.object({ token: z.string() })

describeShop("An answer about somebody's payment", (shop) => {
  const login = async () => {
    const { body } = await request("POST", `${shop().url}/auth/user/emailpass`, {}, MERCHANT)
    return `Bearer ${tokenSchema.parse(body).token}`
  }

  it.each([
    ["where customers come back", 303, (token: string) => `/inbank/return/${token}`],
    ["where customers who gave up come back", 303, (token: string) => `/inbank/cancel/${token}`],
    ["where nobody is known who comes back", 404, () => "/inbank/return/unknown"],
    ["about the session", 200, (_token: string, cart: string) => `/store/inbank/sessions/x?cart_id=${cart}`],
    ["about no session", 404, () => "/store/inbank/sessions/x?cart_id=cart_nobodys"],
    ["about a cart's offers", 200, (_token: string, cart: string) => `/store/inbank/offers?cart_id=${cart}`],
    ["in the admin", 200, () => "/admin/inbank/sessions"],
  ])("%s is kept by nobody on its way (P3)", async (_title, status, path) => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const { posSessionUuid } = await shopper.startInbank()
    const token = shop().sandbox.session(posSessionUuid)?.partnerUrls.returnUrl.split("/").at(-1) ?? ""
    const answer = await fetch(shop().url + path(token, shopper.cartId), {
      redirect: "manual",
      headers: {
        "x-publishable-api-key": shop().seeded.publishableKey,
        ...(path("", "").startsWith("/admin") && { authorization: await login() }),
      },
    })
    await answer.body?.cancel()
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([status, "no-store"])
  })
})
