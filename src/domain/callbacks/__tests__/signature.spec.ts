import { callbackSignature, isSignedByOneOf, readSignedMessage } from "../signature"

const KEY = "test_api_key"
const signed = {
  timestamp: "1717000000",
  message: '{"uuid":"5e3a459a-aada-4d81-b6ad-09cb9483c8bf","status":"completed"}',
  hmac: "c393ef24a5bb6477d01b14288a54c2615a94bd975b40e38d56d6b639f915a5e06a846de3a71d6b2358bd25d9478c9072b344ee08b6d8b91687fb6d2d74247c74",
}

describe("A callback's signature", () => {
  it("agrees with the vector published in docs/inbank-api.md 5.4", () => {
    expect(callbackSignature(KEY, signed.timestamp, signed.message)).toBe(signed.hmac)
  })

  it("is accepted from the present key and from the one before it", () => {
    expect(isSignedByOneOf([KEY], signed)).toBe(true)
    expect(isSignedByOneOf(["new_key", KEY], signed)).toBe(true)
    expect(isSignedByOneOf(["new_key"], signed)).toBe(false)
    expect(isSignedByOneOf([], signed)).toBe(false)
  })

  it("made with an empty key is accepted from nobody (R5)", () => {
    const forged = { ...signed, hmac: callbackSignature("", signed.timestamp, signed.message) }
    expect(isSignedByOneOf([""], forged)).toBe(false)
  })

  it.each([
    ["another message", { message: signed.message.replace("completed", "completeD") }],
    ["another timestamp", { timestamp: "1717000001" }],
    ["upper case", { hmac: signed.hmac.toUpperCase() }],
    ["no length", { hmac: "" }],
    ["another length", { hmac: signed.hmac.slice(1) }],
    ["letters beyond ASCII", { hmac: "õ".repeat(64) }],
  ])("with %s is refused without an error", (_fault, change) => {
    expect(isSignedByOneOf([KEY], { ...signed, ...change })).toBe(false)
  })

  it("is read from the first source that holds all three fields as text", () => {
    expect(readSignedMessage({}, undefined, null, "text", signed)).toEqual(signed)
    expect(readSignedMessage({ ...signed, hmac: [signed.hmac, signed.hmac] })).toBeUndefined()
    expect(readSignedMessage({ ...signed, message: { status: "completed" } })).toBeUndefined()
    expect(readSignedMessage({ hmac: signed.hmac }, { message: signed.message })).toBeUndefined()
  })
})
