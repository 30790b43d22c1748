import { callbackTokenHash, callbackTokenOf, isSessionToken, newReturnToken } from "../tokens"

describe("The tokens of a session", () => {
  const [one, other] = [newReturnToken(), newReturnToken()]

  it("are 256 bits that an address can hold, and others for each session", () => {
    for (const token of [one, other, callbackTokenOf(one), callbackTokenOf(other)])
      expect(token).toMatch(/^[\w-]{43}$/)
    expect(new Set([one, other, callbackTokenOf(one), callbackTokenOf(other)]).size).toBe(4)
    expect(callbackTokenOf(one)).toBe(callbackTokenOf(one))
  })

  it("are told from what can be none, without asking a table", () => {
    expect([one, callbackTokenOf(one)].map(isSessionToken)).toEqual([true, true])
    for (const none of ["", one.slice(1), `${one}A`, `${one.slice(1)}.`, `${one}\n`])
      expect([none, isSessionToken(none)]).toEqual([none, false])
  })

  it("are kept as a hash alone, which is no token and another one for each", () => {
    const hash = callbackTokenHash(callbackTokenOf(one))
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(hash).not.toBe(callbackTokenHash(callbackTokenOf(other)))
    expect(isSessionToken(hash)).toBe(false)
  })
})
