import { accountWarnings, type AboutAccount } from "../warnings"
import { isPublicAddress } from "../public-address"

const fine: AboutAccount = {
  account: { approval: "capture", backendUrl: "https://api.shop.example.com" },
  requiresApproval: true,
  regions: 1,
  legalTexts: 1,
}
const warned = (change: Partial<AboutAccount>) =>
  accountWarnings({ ...fine, ...change }).map(({ code }) => code)

describe("A warning about an account", () => {
  it("is not given where nothing is wrong", () => {
    expect(accountWarnings(fine)).toEqual([])
  })

  it("says that the product and option `approval` disagree, and is silent where Inbank did not say", () => {
    const none = { ...fine.account, approval: "none" } as const
    expect(warned({ account: none })).toEqual(["approval_product_waits"])
    expect(warned({ requiresApproval: false })).toEqual(["approval_product_does_not_wait"])
    expect(warned({ account: none, requiresApproval: false })).toEqual([])
    expect(warned({ requiresApproval: undefined })).toEqual([])
  })

  it("says that customers cannot choose it, or see no price a month", () => {
    expect(warned({ regions: 0, legalTexts: 0 })).toEqual(["not_in_any_region", "no_legal_text"])
  })

  it("says that Inbank's callbacks cannot come through", () => {
    const account = { ...fine.account, backendUrl: "http://localhost:9000" }
    expect(warned({ account })).toEqual(["backend_not_public"])
  })

  it.each([
    ["https://api.shop.example.com", true],
    ["https://8.8.8.8:9000/medusa", true],
    ["https://[2001:4860:4860::8888]", true],
    ["http://localhost:9000", false],
    ["http://127.0.0.1:9000", false],
    ["http://[::1]:9000", false],
    ["https://[::ffff:10.0.0.1]", false],
    ["https://10.1.2.3", false],
    ["https://172.31.0.1", false],
    ["https://172.32.0.1", true],
    ["https://192.168.1.10", false],
    ["https://shop.local", false],
    ["https://shop.local.example.com", true],
    ["https://medusa", false],
  ])("knows whether the world can reach %s: %s", (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic)
  })
})
