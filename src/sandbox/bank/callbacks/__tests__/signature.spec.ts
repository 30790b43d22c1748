import { withSignedParameters } from "../../partner-urls"
import { signCallback } from "../../../index"

const message = '{"uuid":"5e3a459a-aada-4d81-b6ad-09cb9483c8bf","status":"completed"}'

describe("The signature of a callback", () => {
  it("equals the fact sheet's test vector", () => {
    expect(signCallback("test_api_key", "1717000000", message)).toEqual({
      hmac: "c393ef24a5bb6477d01b14288a54c2615a94bd975b40e38d56d6b639f915a5e06a846de3a71d6b2358bd25d9478c9072b344ee08b6d8b91687fb6d2d74247c74",
      message,
      timestamp: "1717000000",
    })
  })

  it("is another for another key, timestamp or message", () => {
    const hmacs = [
      signCallback("test_api_key", "1717000000", message),
      signCallback("other_key", "1717000000", message),
      signCallback("test_api_key", "1717000001", message),
      signCallback("test_api_key", "1717000000", `${message} `),
    ].map(({ hmac }) => hmac)

    expect(new Set(hmacs).size).toBe(4)
  })
})

describe("The signed parameters on a return address", () => {
  const fields = { hmac: "ab", message: "{&}", timestamp: "1" }
  const added = "hmac=ab&message=%7B%26%7D&timestamp=1"

  it.each([
    ["an address without a query", "https://a.example/r", `https://a.example/r?${added}`],
    ["an address with a query", "https://a.example/r?b=%20c", `https://a.example/r?b=%20c&${added}`],
    ["an address that ends in a question mark", "https://a.example/r?", `https://a.example/r?${added}`],
    ["an address with a fragment", "https://a.example/r?b=1#top", `https://a.example/r?b=1&${added}#top`],
  ])("are added to %s and leave the rest as it was written", (_name, returnUrl, expected) => {
    expect(withSignedParameters(returnUrl, fields)).toBe(expected)
  })
})
