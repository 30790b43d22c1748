import { callbackKeys, parseAccount } from "../account"
import { VALID_OPTIONS as valid } from "./valid-options"

const WITHDRAWAL = "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/withdrawal"
const fault = (change: object) => () => parseAccount("pp_inbank_ee", { ...valid, ...change })

describe("A provider entry's options", () => {
  it("become an account with everything the country and environment imply", () => {
    expect(parseAccount("pp_inbank_ee", valid)).toMatchObject({
      id: "pp_inbank_ee",
      currency: "EUR",
      locale: "et-ET",
      baseUrl: "https://demo-api.inbank.ee",
      partnerPortalUrl: "https://demo-partner.inbank.ee",
      productType: "hire_purchase",
      approval: "capture",
      callbackSignature: "required",
      sessionLifetimeMinutes: 2880,
      prefillContact: false,
      refunds: "portal",
      paths: {},
      contractWatchDays: 60,
      approvalReminderDays: 3,
      maxSessionsPerMinute: 120,
      legalText: {},
      showAnnualRates: false,
      deliveryCountries: ["ee"],
    })
    expect(
      parseAccount("pp_inbank_pl", { ...valid, country: "pl", environment: "production" }),
    ).toMatchObject({
      currency: "PLN",
      locale: "pl-PL",
      baseUrl: "https://api.inbank.pl",
    })
  })

  it.each([
    "country",
    "environment",
    "shopUuid",
    "apiKey",
    "productCode",
    "merchantDomainName",
    "backendUrl",
    "storefrontReturnUrl",
  ])("without %s stop the boot with a sentence that names it", (option) => {
    expect(fault({ [option]: undefined })).toThrow(new RegExp(`^Inbank: option \`${option}\` [^\`]+\\.$`))
    expect(fault({ [option]: "" })).toThrow(new RegExp(`^Inbank: option \`${option}\` [^\`]+\\.$`))
  })

  it.each([
    ["*.Inbank.ee", "*.inbank.ee"],
    ["https://*.inbank.ee", "*.inbank.ee"],
    ["https://epos.inbank.ee", "epos.inbank.ee"],
    ["https://epos.inbank.ee/long/way", "epos.inbank.ee"],
    ["epos.inbank.ee:443", "epos.inbank.ee"],
    [" epos.inbank.ee\n", "epos.inbank.ee"],
  ])("takes the redirect host %j for %s, as it is compared (S4)", (written, host) => {
    expect(parseAccount("pp_inbank_ee", { ...valid, redirectHosts: [written] }).redirectHosts).toContain(host)
  })

  it("takes a key that a newline follows for the key, and one of nothing for none (S4)", () => {
    const keys = (previousApiKey: string) =>
      callbackKeys(parseAccount("pp_inbank_ee", { ...valid, previousApiKey }))
    expect(keys("the-key-before\n")).toEqual(["secret-key", "the-key-before"])
    expect(keys(" ")).toEqual(["secret-key"])
  })

  it.each<[object, string]>([
    [{ country: "fi" }, 'Inbank: option `country` must be one of "ee", "lv", "lt", "pl", "cz".'],
    [{ environment: "live" }, 'Inbank: option `environment` must be one of "demo", "production".'],
    [{ approval: "later" }, "option `approval` must be one of"],
    [
      { productType: "pay_next_month", approval: "capture" },
      'option `approval` must be "none" for productType',
    ],
    [{ backendUrl: "http://api.shop.example.com" }, "option `backendUrl` must be an https address"],
    [{ backendUrl: "api.shop.example.com" }, "option `backendUrl` must be an https address"],
    [
      { backendUrl: "https://api.shop.example.com?x-vercel-protection-bypass=abc" },
      "option `backendUrl` must end with its path: Inbank is not known to keep a query",
    ],
    [{ backendUrl: "https://api.shop.example.com/#/" }, "option `backendUrl` must end with its path"],
    [{ backendUrl: "https://{locale}.example.com" }, "option `backendUrl` holds a placeholder"],
    [
      { storefrontReturnUrl: "https://shop.example.com/{countryCode}/checkout" },
      "option `storefrontReturnUrl` holds {countryCode}, which is not known: {country_code} and {locale} are",
    ],
    [
      { storefrontReturnUrl: "https://shop.example.com/[countryCode]/checkout" },
      "option `storefrontReturnUrl` holds [countryCode]",
    ],
    [
      { storefrontReturnUrl: "https://shop.example.com/:country/checkout" },
      "option `storefrontReturnUrl` holds :country",
    ],
    [{ previousApiKey: "two words" }, "option `previousApiKey` holds spaces"],
    [{ redirectHosts: ["epos.inbank.ee:8443"] }, "option `redirectHosts.0` must be a host such as"],
    [{ redirectHosts: ["*"] }, "option `redirectHosts.0` must be a host such as"],
    [{ redirectHosts: ["*.ee"] }, "option `redirectHosts.0` must be a host such as"],
    [{ redirectHosts: ["epos inbank"] }, "option `redirectHosts.0` must be a host such as"],
    [{ storefrontReturnUrl: "/checkout" }, "option `storefrontReturnUrl` must be an https address"],
    [{ apiUrl: "http://inbank.example.com" }, "option `apiUrl` cannot be used"],
    [
      { merchantDomainName: "https://shop.example.com" },
      "option `merchantDomainName` must be a bare domain name",
    ],
    [{ sessionLifetimeMinutes: 1 }, "option `sessionLifetimeMinutes` must be 10 or more"],
    [
      { environment: "production", backendUrl: "http://127.0.0.1:9000" },
      "option `backendUrl` must be https in production",
    ],
    [{ apiKey: "two words" }, "option `apiKey` holds spaces"],
    [{ minAmount: "75" }, "option `minAmount` must be a number in major units"],
    [{ minAmount: 500, maxAmount: 100 }, "option `minAmount` must not be above `maxAmount`"],
    [{ refunds: "by_hand" }, 'option `refunds` must be one of "portal", "api"'],
    [
      { refunds: "api", productType: "pay_next_month" },
      'option `refunds` must be "portal" for productType "pay_next_month": several purchases share one contract',
    ],
    [{ paths: "/withdrawal" }, "option `paths` must be an object with `withdrawal`, `confirmReturn` or both"],
    [{ paths: { withdraw: WITHDRAWAL } }, "option `paths.withdraw` is not known"],
    [{ paths: { withdrawal: 5 } }, "option `paths.withdrawal` must be text"],
    [{ paths: { withdrawal: "" } }, 'option `paths.withdrawal` must be a path that begins with "/"'],
    [
      { paths: { withdrawal: "partner/{contractUuid}" } },
      'option `paths.withdrawal` must be a path that begins with "/"',
    ],
    [
      { paths: { withdrawal: "/https://evil.example.com/{contractUuid}" } },
      "option `paths.withdrawal` must be a path",
    ],
    [
      { paths: { withdrawal: "/../{contractUuid}" } },
      'option `paths.withdrawal` must not contain spaces, "\\", "#" or ".."',
    ],
    [
      { paths: { withdrawal: "/contracts/788ec8c4-c497-470b-8505-2303f151d427/withdrawal" } },
      "option `paths.withdrawal` must hold placeholders such as {contractUuid} where Inbank's example has UUIDs",
    ],
    [{ paths: { withdrawal: "/withdrawal" } }, "option `paths.withdrawal` must contain {contractUuid}"],
    [{ paths: { confirmReturn: WITHDRAWAL } }, "option `paths.confirmReturn` must contain {versionUuid}"],
    [
      { paths: { withdrawal: "/{contractUuid}/{versionUuid}" } },
      "option `paths.withdrawal` must not contain other placeholders than {shopUuid}, {contractUuid}",
    ],
    [
      { paths: { confirmReturn: "/{contractUuid}/{versionUuid}/{amount}" } },
      "option `paths.confirmReturn` must not contain other placeholders than {shopUuid}, {contractUuid}, {versionUuid}",
    ],
    [{ contractWatchDays: -1 }, "option `contractWatchDays` must be between 0 and 400"],
    [{ contractWatchDays: 401 }, "option `contractWatchDays` must be between 0 and 400"],
    [{ contractWatchDays: 1.5 }, "option `contractWatchDays` must be a whole number of days"],
    [{ approvalReminderDays: -1 }, "option `approvalReminderDays` must be between 0 and 60"],
    [{ approvalReminderDays: 61 }, "option `approvalReminderDays` must be between 0 and 60"],
    [{ approvalReminderDays: "3" }, "option `approvalReminderDays` must be a whole number of days"],
    [{ maxSessionsPerMinute: 0 }, "option `maxSessionsPerMinute` must be 1 or more"],
    [{ legalText: "Laenu andja on Inbank" }, "option `legalText` must be an object with a text for each"],
    [{ legalText: { fi: "Luotto" } }, "option `legalText.fi` is not known"],
    [{ legalText: { et: "" } }, "option `legalText.et` is required"],
    [{ legalText: { et: 5 } }, "option `legalText.et` must be text"],
    [{ legalText: { ru: "я".repeat(5001) } }, "option `legalText.ru` must not be longer than 5000 letters"],
    [{ showAnnualRates: "yes" }, "option `showAnnualRates` must be true or false"],
    [{ deliveryCountries: "ee" }, "option `deliveryCountries` must be a list of countries"],
    [{ deliveryCountries: ["ee", "LV"] }, "option `deliveryCountries.1` must be two small letters"],
    [{ deliveryCountries: [] }, "option `deliveryCountries` must name a country"],
    [{ locale: "et-EE" }, "option `locale` must be one of"],
    [{ apikey: "secret-key" }, "option `apikey` is not known"],
    [{ shopUuid: 5 }, "option `shopUuid` must be text"],
  ])("with %j are refused with a sentence that names the option", (change, sentence) => {
    expect(fault(change)).toThrow(sentence)
  })

  it("may let the API refund, at paths of the merchant's own, and say how long contracts are watched", () => {
    const refunding = {
      refunds: "api",
      paths: { withdrawal: WITHDRAWAL, confirmReturn: "/versions/{versionUuid}:confirm?of={contractUuid}" },
      contractWatchDays: 0,
    }
    for (const productType of ["hire_purchase", "split"]) {
      expect(parseAccount("pp_inbank_ee", { ...valid, ...refunding, productType })).toMatchObject(refunding)
    }
  })

  it("may name the countries the goods go to, and hold the merchant's credit-advertising text by language", () => {
    const selling = {
      deliveryCountries: ["ee", "fi"],
      legalText: { et: "Laenu andja on Inbank AS.", ru: "Кредитор: Inbank AS." },
      showAnnualRates: true,
    }
    expect(parseAccount("pp_inbank_ee", { ...valid, ...selling })).toMatchObject(selling)
  })

  it("that are wrong in several ways get one sentence for each, and the key is in none", () => {
    const several = fault({ country: undefined, backendUrl: "x" })
    expect(several).toThrow(/`country`.*\. Inbank: option `backendUrl`/)
    expect(several).not.toThrow(/secret-key/)
  })

  it("are not confused by what Medusa adds to them at boot", () => {
    const own = parseAccount("pp_inbank_ee", {
      ...valid,
      database: { clientUrl: "postgres://user:password@host" },
    })
    expect(JSON.stringify(own)).not.toContain("password")
  })

  it("of Pay next month need no approval to be named", () => {
    expect(parseAccount("pp_inbank_ee", { ...valid, productType: "pay_next_month" })).toMatchObject({
      approval: "none",
    })
  })

  it("let e-POS be on Inbank's hosts and on the API's own", () => {
    const { redirectHosts } = parseAccount("pp_inbank_ee", { ...valid, apiUrl: "http://127.0.0.1:4010/" })
    expect(redirectHosts).toEqual(expect.arrayContaining(["*.inbank.ee", "*.inbank.eu", "127.0.0.1"]))
  })

  it("name the keys that may have signed a callback, never an empty one", () => {
    expect(callbackKeys(parseAccount("a", { ...valid, previousApiKey: "old" }))).toEqual([
      "secret-key",
      "old",
    ])
    expect(callbackKeys(parseAccount("a", { ...valid, previousApiKey: "" }))).toEqual(["secret-key"])
  })
})
