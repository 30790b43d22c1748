import { parseAccount } from "../../account/account"
import { answerToSelfTest, isSelfTest, newSelfTest } from "../self-test"
import { callbackSignature } from "../signature"

const account = parseAccount("pp_inbank_ee", {
  country: "ee",
  environment: "demo",
  shopUuid: "8b2ab7a2-3c1f-4d6c-9f0e-2a7a0f6f9a10",
  apiKey: "new-key",
  previousApiKey: "former-key",
  productCode: "hire_purchase",
  merchantDomainName: "shop.example.com",
  backendUrl: "https://api.shop.example.com",
  storefrontReturnUrl: "https://shop.example.com/checkout",
})
const now = new Date("2026-11-30T12:00:00.900Z")

describe("A callback of our own, to see whether callbacks come through", () => {
  it("is answered by whoever holds the account's key, the former one too, as the test expects", () => {
    for (const apiKey of ["new-key", "former-key"]) {
      const { token, signed, expected } = newSelfTest({ apiKey }, now)
      expect(answerToSelfTest([account], token, signed)).toBe(expected)
      expect(isSelfTest(signed)).toBe(true)
    }
  })

  it("says the second at which it was signed, and is another one each time", () => {
    const tests = [newSelfTest(account, now), newSelfTest(account, now)]
    expect(tests.map(({ signed }) => signed.timestamp)).toEqual(["1796040000", "1796040000"])
    expect(tests[0]?.token).not.toBe(tests[1]?.token)
    expect(tests[0]?.expected).not.toBe(tests[1]?.expected)
  })

  it("is not answered for another key, another address, or a message of Inbank's", () => {
    const { token, signed } = newSelfTest(account, now)
    const ofAnother = newSelfTest({ apiKey: "another-key" }, now)
    expect(answerToSelfTest([account], ofAnother.token, ofAnother.signed)).toBeUndefined()
    expect(answerToSelfTest([account], newSelfTest(account, now).token, signed)).toBeUndefined()
    expect(answerToSelfTest([account], undefined, signed)).toBeUndefined()
    expect(answerToSelfTest([account], token, undefined)).toBeUndefined()

    const message = "x-self-test-1"
    const inbanks = { message, timestamp: "1", hmac: callbackSignature("new-key", "1", message) }
    expect(answerToSelfTest([account], message, inbanks)).toBeUndefined()
    expect([isSelfTest(inbanks), isSelfTest(undefined)]).toEqual([false, false])
  })

  it("is answered by nothing that could be sent as a signature", () => {
    const { signed, expected } = newSelfTest(account, now)
    expect(expected).toMatch(/^[0-9a-f]{64}$/)
    expect(expected).not.toBe(signed.hmac)
    for (const message of [signed.message, expected, "heard"])
      expect(callbackSignature("new-key", signed.timestamp, message)).not.toBe(expected)
  })
})
