import { COUNTRIES, InbankClient, InbankSettingsError, baseUrl, partnerPortalUrl } from "../index"

const ee = { country: "ee", environment: "demo" } as const

describe("the base URL", () => {
  it("is api.inbank.cc in production and demo-api.inbank.cc in demo for every country", () => {
    for (const country of ["ee", "lv", "lt", "pl", "cz"] as const) {
      expect(baseUrl({ country, environment: "production" })).toBe(`https://api.inbank.${country}`)
      expect(baseUrl({ country, environment: "demo" })).toBe(`https://demo-api.inbank.${country}`)
      expect(partnerPortalUrl({ country, environment: "production" })).toBe(
        `https://partner.inbank.${country}`,
      )
      expect(partnerPortalUrl({ country, environment: "demo" })).toBe(
        `https://demo-partner.inbank.${country}`,
      )
    }
  })

  it.each([
    ["https://demo-api.inbank.ee/", "https://demo-api.inbank.ee"],
    ["  https://demo-api.inbank.ee// ", "https://demo-api.inbank.ee"],
    ["https://demo-api.inbank.ee/partner", "https://demo-api.inbank.ee"],
    ["https://demo-api.inbank.ee/partner/v2/", "https://demo-api.inbank.ee"],
    ["https://demo-api.inbank.ee/partner/v3/shops/a93f1f44/pos-sessions?x=1#y", "https://demo-api.inbank.ee"],
    ["https://proxy.example.com/inbank/partner/v3", "https://proxy.example.com/inbank"],
    ["https://proxy.example.com/partner-proxy/", "https://proxy.example.com/partner-proxy"],
    ["http://127.0.0.1:8090/partner/v3", "http://127.0.0.1:8090"],
    ["http://127.8.9.10", "http://127.8.9.10"],
    ["http://localhost:8090", "http://localhost:8090"],
    ["http://[::1]:8090/", "http://[::1]:8090"],
  ])("normalises the override %s", (apiUrl, expected) => {
    expect(baseUrl({ ...ee, apiUrl })).toBe(expected)
  })

  it.each([
    "http://demo-api.inbank.ee",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "ftp://localhost",
    "demo-api.inbank.ee",
    "https://user:secret@demo-api.inbank.ee",
    "https://secret@demo-api.inbank.ee",
    "https://:secret@demo-api.inbank.ee",
    "",
  ])("refuses the override %p with one sentence that names apiUrl", (apiUrl) => {
    expect(() => baseUrl({ ...ee, apiUrl })).toThrow(InbankSettingsError)
    expect(() => baseUrl({ ...ee, apiUrl })).toThrow(/^apiUrl [^.]*(\.[^ .][^.]*)*\.$/)
    expect(() => baseUrl({ ...ee, apiUrl })).not.toThrow(/secret/)
  })

  it("knows each country's currency, locale and time", () => {
    expect(COUNTRIES.pl).toEqual({ currency: "PLN", locale: "pl-PL", timeZone: "Europe/Warsaw" })
    expect(COUNTRIES.cz).toEqual({ currency: "CZK", locale: "cs-CS", timeZone: "Europe/Prague" })
  })
})

describe("the client's settings", () => {
  const settings = { baseUrl: "https://demo-api.inbank.ee", shopUuid: "shop", apiKey: "key" }

  it.each([
    [{ apiKey: "" }, /apiKey/],
    [{ apiKey: "key\n" }, /apiKey/],
    [{ apiKey: "two words" }, /apiKey/],
    [{ shopUuid: " " }, /shopUuid/],
    [{ shopUuid: ".." }, /shopUuid/],
    [{ timeoutMs: 0 }, /timeoutMs/],
    [{ timeoutMs: Number.NaN }, /timeoutMs/],
    [{ baseUrl: "http://inbank.example.com" }, /apiUrl/],
    [{ paths: { withdrawal: "/withdrawal" } }, /^paths\.withdrawal must contain \{contractUuid\}\.$/],
    [{ paths: { confirmReturn: "" } }, /^paths\.confirmReturn must be a path/],
  ])("are refused at once when they cannot work: %p", (wrong, named) => {
    expect(() => new InbankClient({ ...settings, ...wrong })).toThrow(InbankSettingsError)
    expect(() => new InbankClient({ ...settings, ...wrong })).toThrow(named)
  })
})
