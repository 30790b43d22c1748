import { callbackAddress, partnerUrls } from "../partner-urls"
import { callbackTokenOf } from "../tokens"

const account = { backendUrl: "https://api.shop.example.com/medusa//" }

describe("The addresses of one session", () => {
  it("lie below the store's own, with the token as their last segment", () => {
    expect(partnerUrls(account, "t0ken")).toEqual({
      returnUrl: "https://api.shop.example.com/medusa/inbank/return/t0ken",
      cancelUrl: "https://api.shop.example.com/medusa/inbank/cancel/t0ken",
      callbackUrl: `https://api.shop.example.com/medusa/hooks/inbank/${callbackTokenOf("t0ken")}`,
    })
  })

  it("give a customer's browser no address to call back at", () => {
    const { returnUrl, cancelUrl, callbackUrl } = partnerUrls(account, "t0ken")
    expect(callbackUrl).not.toContain("t0ken")
    for (const seen of [returnUrl, cancelUrl]) expect(seen).not.toContain(callbackTokenOf("t0ken"))
    expect(callbackAddress(account, callbackTokenOf("t0ken"))).toBe(callbackUrl)
  })
})
