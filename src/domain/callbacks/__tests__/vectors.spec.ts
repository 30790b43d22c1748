import { createHmac } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { callbackKeys, parseAccount } from "../../account/account"
import { isSignedByOneOf } from "../signature"

const vectorSchema = z.strictObject({
  title: z.string(),
  apiKey: z.string(),
  previousApiKey: z.string().optional(),
  timestamp: z.string(),
  message: z.string(),
  hmac: z.string(),
  verdict: z.enum(["accepted", "refused"]),
})

const document = readFileSync(join(__dirname, "../../../../docs/callbacks.md"), "utf8")
const [, json = "[]"] = /```json\n([\s\S]+?)\n```/.exec(document) ?? []
const vectors = z.array(vectorSchema).parse(JSON.parse(json))

describe("The test vectors published in docs/callbacks.md", () => {
  it("are ten, of which some are accepted and some refused", () => {
    const count = (verdict: string) => vectors.filter((vector) => vector.verdict === verdict).length
    expect([count("accepted"), count("refused")]).toEqual([4, 6])
  })

  it.each(vectors)("hold for an account: $title", ({ apiKey, previousApiKey, verdict, ...signed }) => {
    const account = parseAccount("pp_inbank_ee", {
      country: "ee",
      environment: "demo",
      shopUuid: "a93f1f44-d5dd-4469-bfcc-c1de9e969213",
      productCode: "hp_12",
      merchantDomainName: "shop.example.com",
      backendUrl: "https://api.shop.example.com",
      storefrontReturnUrl: "https://shop.example.com/checkout/inbank",
      apiKey,
      previousApiKey,
    })
    expect(isSignedByOneOf(callbackKeys(account), signed)).toBe(verdict === "accepted")
  })

  it.each(vectors)("hold by the rule alone: $title", (vector) => {
    const keys = [vector.apiKey, vector.previousApiKey].filter(Boolean)
    const expected = keys.map((key) =>
      createHmac("sha512", String(key)).update(`${vector.timestamp}.${vector.message}`, "utf8").digest("hex"),
    )
    expect(expected.includes(vector.hmac)).toBe(vector.verdict === "accepted")
  })
})
