import { contactOf } from "../contact"

const email = "mari@example.com"

describe("The contact that fills in the bank's form beforehand", () => {
  it.each([
    ["+37251234567"],
    ["(+372) 5123-4567"],
    ["+372-5123-4567"],
    ["00372 5123 4567"],
    ["51234567"],
    ["tel. 51234567"],
    ["+372 5123 4567 (Mari)"],
  ])("holds the number %s as Inbank takes it (S5)", (phone) => {
    expect(contactOf({ email, phone }, "ee")).toEqual({ email, mobile: "+37251234567" })
  })

  it("holds the e-mail without the spaces around it", () => {
    expect(contactOf({ email: " mari@example.com ", phone: "51234567" }, "ee")?.email).toBe(email)
  })

  it("takes a number without a prefix for one of the account's country", () => {
    expect(contactOf({ email, phone: "600 700 800" }, "pl")).toEqual({ email, mobile: "+48600700800" })
    expect(contactOf({ email, phone: "+48 600 700 800" }, "ee")).toEqual({ email, mobile: "+48600700800" })
  })

  it.each([
    ["two numbers", { email, phone: "51234567 / 51234568" }],
    ["another country's number without its prefix", { email, phone: "0171/1234567" }],
    ["no number", { email, phone: null }],
    ["words", { email, phone: "ask the neighbour" }],
    ["no e-mail", { email: null, phone: "51234567" }],
    ["an e-mail that is none", { email: "mari", phone: "51234567" }],
  ])("is left out whole for %s: a convenience never decides (S5)", (_title, written) => {
    expect(contactOf(written, "ee")).toBeUndefined()
  })
})
