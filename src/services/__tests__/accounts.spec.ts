import { resolve } from "node:path"
import { parseAccount } from "../../domain/account/account"
import { accountsOf, clientOf } from "../accounts"
import { VALID_OPTIONS as options } from "../../domain/account/__tests__/valid-options"

const root = resolve(__dirname, "../../..")
const ours = { resolve: "medusa-payment-inbank/providers/inbank", options }
const idsOf = (...providers: unknown[]) =>
  accountsOf({ modules: { payment: { options: { providers } } } })
    .list()
    .map(({ id }) => id)

/** As `ModuleProvider` of Medusa makes it. */
const moduleOf = (identifier: string) => ({ services: [Object.assign(() => undefined, { identifier })] })

describe("The accounts of a store", () => {
  it("are its Inbank provider entries, named as Medusa names them", () => {
    expect(idsOf({ ...ours, id: "ee" }, { ...ours, id: "later" }, ours)).toEqual([
      "pp_inbank_ee",
      "pp_inbank_later",
      "pp_inbank",
    ])
  })

  it("are read past other providers, however bare their entries are", () => {
    const strangers = [
      { resolve: "some-provider" },
      { resolve: () => undefined, id: null },
      undefined,
      "a name",
    ]
    expect(idsOf(...strangers, { ...ours, id: "ee" })).toEqual(["pp_inbank_ee"])
  })

  it.each([
    ["a path", `${root}/src/providers/inbank`],
    ["a path with a slash at its end", `${root}/src/providers/inbank/`],
    ["a file", `${root}/src/providers/inbank/index.ts`],
    ["a path from the store's folder", "./src/providers/inbank"],
    ["the module itself", moduleOf("inbank")],
  ])("are found by %s too, as Medusa finds them (S1)", (_title, resolve) => {
    expect(idsOf({ ...ours, resolve, id: "ee" })).toEqual(["pp_inbank_ee"])
  })

  it("are no other provider's, given as a module", () => {
    expect(idsOf({ resolve: moduleOf("stripe"), options })).toEqual([])
  })

  it("are none in a store without Inbank", () => {
    expect(accountsOf({}).list()).toEqual([])
    expect(accountsOf({ modules: { payment: { resolve: "@medusajs/medusa/payment" } } }).list()).toEqual([])
    expect(idsOf({ resolve: "some-provider", options })).toEqual([])
  })
})

describe("The client of an account", () => {
  const confirmReturn = "/contracts/{contractUuid}/versions/{versionUuid}/confirm"
  const plain = parseAccount("pp_inbank_ee", options)
  const confirming = parseAccount("pp_inbank_ee", { ...options, paths: { confirmReturn } })

  it("knows the paths that the account was given, and is not another account's without them", () => {
    expect(clientOf(plain, "payments").contracts.canConfirmReturns).toBe(false)
    expect(clientOf(confirming, "payments").contracts.canConfirmReturns).toBe(true)
    expect(clientOf(plain, "payments").contracts.canConfirmReturns).toBe(false)
  })

  it("is one for all entries that say the same", () => {
    const twin = parseAccount("pp_inbank_split", { ...options, paths: { confirmReturn } })
    expect(clientOf(twin, "payments")).toBe(clientOf(confirming, "payments"))
    expect(clientOf(twin, "product_pages")).not.toBe(clientOf(confirming, "payments"))
  })
})
