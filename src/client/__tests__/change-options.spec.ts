import { CONTRACT, SHOP, failureOf, stopAll, talkingTo } from "./harness"
import { answering, json } from "./inbank-server"

afterEach(stopAll)

describe("the options to change a contract", () => {
  const asked = async (answer: unknown) =>
    (await talkingTo(answering(json(200, answer)))).client.contracts.changeOptions(CONTRACT)

  it("are asked for at the documented path", async () => {
    const { client, server } = await talkingTo(answering(json(200, { options: {} })))
    await client.contracts.changeOptions(CONTRACT)
    expect(server.seen).toMatchObject([
      { method: "GET", url: `/partner/v3/shops/${SHOP}/contracts/${CONTRACT}/change-options`, body: "" },
    ])
  })

  const range = { minAmount: "10", maxAmount: "129.9" }
  it.each<[string, unknown]>([
    [
      "an entry named partialReturn",
      { options: { partialReturn: { allowed: true, minAmount: 10, maxAmount: 129.9 } } },
    ],
    [
      "an entry named PARTIAL_RETURN",
      {
        options: {
          PARTIAL_RETURN: { available: "true", minReturnAmount: "10.00", maxReturnAmount: "129.90" },
        },
      },
    ],
    [
      "an entry named partial_return, all in snake_case",
      { options: { partial_return: { is_possible: true, min_return_amount: 10, max_return_amount: 129.9 } } },
    ],
    [
      "a typed entry of a list",
      {
        options: [
          { type: "WITHDRAWAL", allowed: false },
          { type: "PARTIAL_RETURN", allowed: true, minimumAmount: 10, maximumAmount: 129.9 },
        ],
      },
    ],
    [
      "a typed entry under another name",
      { options: { first: { name: "Partial return", possible: true, amountMin: 10, amountMax: 129.9 } } },
    ],
    [
      "one option that is itself typed",
      { options: { type: "partialReturn", allowed: true, returnAmount: { min: 10, max: 129.9 } } },
    ],
    [
      "a range of its own",
      { options: { partialReturn: { allowed: true, amountRange: { min: "10", max: "129.9" } } } },
    ],
    ["no options around it", { partialReturn: { allowed: true, ...range } }],
  ])("are read from %s", async (_, answer) => {
    expect(await asked(answer)).toEqual({ partialReturn: { allowed: true, ...range } })
  })

  it("say no where Inbank says no, also when it says so only once", async () => {
    expect(await asked({ options: { partialReturn: false } })).toEqual({ partialReturn: { allowed: false } })
    const torn = { options: { partialReturn: { allowed: true, available: false } } }
    expect(await asked(torn)).toEqual({ partialReturn: { allowed: false } })
  })

  it("say neither yes nor no of a partial return that is merely named", async () => {
    expect(await asked({ options: ["PARTIAL_RETURN"] })).toEqual({ partialReturn: {} })
    expect(await asked({ options: { partialReturn: { minAmount: null } } })).toEqual({ partialReturn: {} })
  })

  it.each<[string, unknown]>([
    ["no options", {}],
    ["null for options", { options: null }],
    ["options of other kinds", { options: { dueDate: { allowed: true, minAmount: 5 } } }],
    ["null for the partial return", { options: { partialReturn: null } }],
    ["a list of nothing known", { options: [1, null, "x", { type: 5 }, []] }],
    ["null", null],
    ["a bare word", "none"],
  ])("hold nothing, and are no error, with %s", async (_, answer) => {
    expect(await asked(answer)).toEqual({})
  })

  it("take no other amount of the entry for a bound of the return", async () => {
    const entry = { allowed: true, minMonthlyAmount: 5, maxRemainingAmount: 900, period: { min: 3, max: 12 } }
    expect(await asked({ options: { partialReturn: entry } })).toEqual({ partialReturn: { allowed: true } })
  })

  it.each<[string, object]>([
    ["a text", { minAmount: "ten" }],
    ["a comma", { maxReturnAmount: "129,90" }],
    ["an object", { minAmount: { value: 10 } }],
    ["a list", { maxAmount: [10] }],
    ["another one beside it", { maxAmount: 100, maxReturnAmount: 90 }],
  ])("are malformed when an amount is there but is %s", async (_, entry) => {
    const error = await failureOf(asked({ options: { partialReturn: { allowed: true, ...entry } } }))
    expect(error).toMatchObject({ kind: "malformed_answer", mayHaveActed: false })
  })
})
