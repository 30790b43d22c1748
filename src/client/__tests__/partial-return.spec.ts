import fc from "fast-check"
import { exactDecimal } from "../http/parsing"
import { CONTRACT, SESSION, SHOP, failureOf, stopAll, talkingTo } from "./harness"
import { answering, json, raw } from "./inbank-server"

afterEach(stopAll)

const VERSION = "0b0f5f0e-3a52-4a39-9a53-6a3c29f0f0aa"
const SCHEDULE = "6c1f0f7e-8a6c-4f3a-b0de-0f6f1f2f3f4f"
const CONFIRM = "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/versions/{versionUuid}/confirm"

describe("the draft of a partial return", () => {
  /** As documented, with the uuids that Inbank gives each part. */
  const draft = (returnAmount: unknown) => ({
    uuid: VERSION,
    status: "DRAFT",
    createdAt: "2026-03-02T10:00:00+02:00",
    sourceContractChange: {
      uuid: SESSION,
      fromContractVersionUuid: CONTRACT,
      toContractVersionUuid: VERSION,
      entityCreatedBy: "Mari Maasikas",
      contractChangeDetails: { type: "PARTIAL_RETURN", uuid: SESSION, returnAmount },
    },
    pricingUuid: SESSION,
    paymentScheduleUuid: SCHEDULE,
  })

  it("is asked for byte for byte as documented", async () => {
    const { client, server } = await talkingTo(answering(json(201, draft(30))))
    await client.contracts.draftReturn(CONTRACT, "30.00")
    expect(server.seen).toMatchObject([
      {
        method: "POST",
        url: `/partner/v3/shops/${SHOP}/contracts/${CONTRACT}/versions`,
        body: '{"contractChangeDetails":{"type":"PARTIAL_RETURN","returnAmount":30}}',
      },
    ])
  })

  it.each([30, "30.00", "30"])("is read with its echo %p, and without anybody's name", async (echo) => {
    const { client } = await talkingTo(answering(json(201, draft(echo))))
    expect(await client.contracts.draftReturn(CONTRACT, "30.00")).toEqual({
      uuid: VERSION,
      status: "draft",
      createdAt: "2026-03-02T10:00:00+02:00",
      returnAmount: "30",
      paymentScheduleUuid: SCHEDULE,
    })
  })

  it("is read when Inbank echoes nothing but its uuid", async () => {
    const { client } = await talkingTo(answering(json(201, { uuid: VERSION })))
    expect(await client.contracts.draftReturn(CONTRACT, "30.00")).toEqual({ uuid: VERSION })
  })

  it.each<[string, unknown]>([
    ["is about another amount", draft(30.01)],
    ["is about an amount in cents", draft("3000")],
    ["echoes another amount nearer to the surface", { uuid: VERSION, returnAmount: 29 }],
    [
      "echoes another amount in its details alone",
      { uuid: VERSION, contractChangeDetails: { returnAmount: 29 } },
    ],
    ["echoes another amount beside details that hold none", { ...draft(null), returnAmount: 29 }],
    ["echoes what is no amount", draft("thirty")],
    ["has no uuid", { ...draft(30), uuid: null }],
    ["is a list", [draft(30)]],
  ])("is never trusted, though it may exist, when it %s", async (_, answer) => {
    const { client, server } = await talkingTo(answering(json(201, answer)))
    const error = await failureOf(client.contracts.draftReturn(CONTRACT, "30.00"))
    expect(error).toMatchObject({ kind: "malformed_answer", mayHaveActed: true, retryable: false })
    expect(server.seen).toHaveLength(1)
  })

  it("is not sent for an amount that is none", async () => {
    const { client, server } = await talkingTo(answering(json(201, draft(30))))
    const error = await failureOf(client.contracts.draftReturn(CONTRACT, "30,00"))
    expect(error).toMatchObject({ kind: "rejected", mayHaveActed: false })
    expect(error.merchantMessage).toBe(
      "Nothing was sent to Inbank: returnAmount is not an amount like 129.90.",
    )
    expect(server.seen).toHaveLength(0)
  })

  it("is of just the amount asked for, for every sum of money and however Inbank echoes it", async () => {
    const { client } = await talkingTo(
      answering((response, seen, count) => {
        const written = /"returnAmount":([\d.]+)\}/.exec(seen.body)?.[1]
        const echo = count % 2 === 0 ? written : Number(written)
        json(201, draft(echo))(response, seen, count)
      }),
    )
    const cents = fc.integer({ min: 1, max: 9_999_999 })
    await fc.assert(
      fc.asyncProperty(cents, async (minor) => {
        const amount = (minor / 100).toFixed(2)
        const { returnAmount } = await client.contracts.draftReturn(CONTRACT, amount)
        expect(returnAmount).toBe(exactDecimal(amount))
      }),
    )
  })
})

describe("a payment schedule", () => {
  const schedule = {
    uuid: SCHEDULE,
    period: "12",
    amount: "299.90",
    paymentAmountMonthly: "27.46",
    netCreditAmount: 299.9,
    interestRateAnnual: "0.0899",
  }

  it("is read in what a merchant can use", async () => {
    const { client, server } = await talkingTo(answering(json(200, schedule)))
    expect(await client.contracts.paymentSchedule(CONTRACT, SCHEDULE)).toEqual({
      uuid: SCHEDULE,
      period: "12",
      amount: "299.9",
      paymentAmountMonthly: "27.46",
      netCreditAmount: "299.9",
    })
    expect(server.seen).toMatchObject([
      {
        method: "GET",
        url: `/partner/v3/shops/${SHOP}/contracts/${CONTRACT}/payment-schedules/${SCHEDULE}`,
      },
    ])
  })

  it.each<[string, object]>([
    ["is another one", { uuid: VERSION }],
    ["has a payment that is no amount", { paymentAmountMonthly: "a lot" }],
  ])("is malformed when it %s", async (_, change) => {
    const { client } = await talkingTo(answering(json(200, { ...schedule, ...change })))
    const error = await failureOf(client.contracts.paymentSchedule(CONTRACT, SCHEDULE))
    expect(error.kind).toBe("malformed_answer")
  })
})

describe("the confirmation of a partial return", () => {
  it("cannot be made, and nothing is sent, while nobody has configured its path", async () => {
    const { client, server } = await talkingTo(answering(raw(204, "")))
    expect(client.contracts.canConfirmReturns).toBe(false)
    const error = await failureOf(client.contracts.confirmReturn(CONTRACT, VERSION))
    expect(error).toMatchObject({ kind: "rejected", mayHaveActed: false, retryable: false })
    expect(error.status).toBeUndefined()
    expect(error.merchantMessage).toBe(
      "Nothing was sent to Inbank: the path that confirms a partial return is not configured (paths.confirmReturn).",
    )
    expect(server.seen).toHaveLength(0)
  })

  it("is a POST without a body to the configured path, done when Inbank answers 2xx", async () => {
    const { client, server } = await talkingTo(answering(raw(204, "")), { paths: { confirmReturn: CONFIRM } })
    expect(client.contracts.canConfirmReturns).toBe(true)
    await expect(client.contracts.confirmReturn(CONTRACT, VERSION)).resolves.toBeUndefined()
    expect(server.seen).toMatchObject([
      {
        method: "POST",
        url: `/partner/v3/shops/${SHOP}/contracts/${CONTRACT}/versions/${VERSION}/confirm`,
        body: "",
      },
    ])
  })

  it("is sent once and may have acted when no whole answer comes", async () => {
    const { client, server } = await talkingTo(
      answering(() => undefined),
      { paths: { confirmReturn: CONFIRM }, timeoutMs: 150 },
    )
    const error = await failureOf(client.contracts.confirmReturn(CONTRACT, VERSION))
    expect(error).toMatchObject({ kind: "timed_out", mayHaveActed: true })
    expect(error.request.path).toBe(
      `/partner/v3/shops/{shopUuid}/contracts/${CONTRACT}/versions/${VERSION}/confirm`,
    )
    expect(server.seen).toHaveLength(1)
  })

  it.each(["", ".."])("is not sent for the draft %p, which would name another resource", async (version) => {
    const { client, server } = await talkingTo(answering(raw(204, "")), { paths: { confirmReturn: CONFIRM } })
    expect((await failureOf(client.contracts.confirmReturn(CONTRACT, version))).kind).toBe("rejected")
    expect(server.seen).toHaveLength(0)
  })
})
