import { mayRedirectTo } from "../redirect-host"

const hosts = ["*.inbank.ee", "EPOS.example.com", "127.0.0.1", "localhost", "[::1]", "*.127.0.0.1.example"]

describe("A shopper", () => {
  it.each([
    "https://epos.inbank.ee/x",
    "https://a.b.inbank.ee",
    "https://epos.example.com/y",
    "http://127.0.0.1:4010/epos/1",
    "http://localhost:4010/epos/1",
    "http://[::1]:4010/epos/1",
  ])("may be sent to %s", (address) => expect(mayRedirectTo(address, hosts)).toBe(true))

  it.each([
    "http://epos.inbank.ee/x",
    "https://inbank.ee",
    "ftp://localhost/epos/1",
    "http://x.127.0.0.1.example/epos/1",
    "https://inbank.ee.evil.example/x",
    "https://evilinbank.ee",
    "https://epos.example.com.evil.example",
    "javascript:alert(1)",
    "//epos.inbank.ee",
    "not an address",
    "https://evil.example/?https://epos.inbank.ee",
  ])("may not be sent to %s", (address) => expect(mayRedirectTo(address, hosts)).toBe(false))
})
