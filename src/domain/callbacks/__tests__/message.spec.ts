import { sessionNamedIn, statusNamedIn } from "../message"

const UUID = "5e3a459a-aada-4d81-b6ad-09cb9483c8bf"
const ODD = [
  "",
  "granted",
  "null",
  "[]",
  "5",
  '"text"',
  "{",
  '{"status":5,"uuid":7}',
  '{"status":[],"uuid":{}}',
]

describe("The word in a callback's message", () => {
  it("is read where there is one, and is never an error", () => {
    expect(statusNamedIn('{"status":"granted"}')).toBe("granted")
    expect(statusNamedIn('{"status":"granted","uuid":7}')).toBe("granted")
    for (const odd of ODD) expect(statusNamedIn(odd)).toBeUndefined()
    expect(statusNamedIn(JSON.stringify({ status: "x".repeat(100) }))).toHaveLength(40)
    expect(statusNamedIn(JSON.stringify({ status: "gran\0ted\n" }))).toBe("gran ted")
  })
})

describe("The session that a callback's message names", () => {
  it("is read under either of Inbank's names for it, and is never an error", () => {
    expect(sessionNamedIn(JSON.stringify({ uuid: UUID, status: 5 }))).toBe(UUID)
    expect(sessionNamedIn(JSON.stringify({ posSessionUuid: UUID }))).toBe(UUID)
    for (const odd of ODD) expect(sessionNamedIn(odd)).toBeUndefined()
  })

  it("is none when it is no UUID, since it becomes part of an address", () => {
    for (const odd of ["..", "../products", "", `${UUID}/x`]) {
      expect(sessionNamedIn(JSON.stringify({ uuid: odd }))).toBeUndefined()
    }
  })
})
