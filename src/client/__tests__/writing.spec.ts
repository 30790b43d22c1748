import fc from "fast-check"
import { exactDecimal } from "../http/parsing"
import { NotWritable, writeAmount } from "../http/writing"
import { CONTRACT, KEY, SESSION, SHOP, failureOf, sessionRequest, stopAll, talkingTo } from "./harness"
import { answering, json } from "./inbank-server"

afterEach(stopAll)

const created = () =>
  talkingTo(answering(json(201, { uuid: SESSION, redirectUrl: "https://epos.inbank.ee/x" })))

const URLS =
  '"partnerUrls":{"returnUrl":"https://api.shop.example.com/inbank/return/t","cancelUrl":"https://api.shop.example.com/inbank/cancel/t","callbackUrl":"https://api.shop.example.com/hooks/inbank/t"}'

describe("what is written to Inbank", () => {
  it("is, for a session, byte for byte the documented object and nothing optional that is absent", async () => {
    const { client, server } = await created()
    await client.posSessions.create(sessionRequest)
    expect(server.seen[0]?.body).toBe(
      `{"productCode":"hp_ee","totalAmount":129.9,"currency":"EUR","locale":"et-ET",${URLS},"purchase":{"purchaseReference":"inb_01"}}`,
    )
    expect(server.seen[0]?.url).toBe(`/partner/v3/shops/${SHOP}/pos-sessions`)
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "medusa-payment-inbank",
    })
  })

  it("holds every optional part when it is whole", async () => {
    const { client, server } = await created()
    await client.posSessions.create({
      ...sessionRequest,
      totalAmount: "2000",
      purchase: {
        purchaseReference: "inb_01",
        description: "Tellimus nr 1 õ",
        merchant: { merchantDomainName: "shop.example.com" },
      },
      validUntil: new Date("2026-03-01T09:10:00.987Z"),
      userIp: "192.0.2.1",
      customerContactData: { email: "mari@example.com", mobile: "+37255555555" },
    })
    expect(server.seen[0]?.body).toBe(
      `{"productCode":"hp_ee","totalAmount":2000,"currency":"EUR","locale":"et-ET",${URLS},"purchase":{"purchaseReference":"inb_01","description":"Tellimus nr 1 õ","merchant":{"merchantDomainName":"shop.example.com"}},"validUntil":"2026-03-01T09:10:00+00:00","userIp":"192.0.2.1","customerContactData":{"email":"mari@example.com","mobile":"+37255555555"}}`,
    )
  })

  it("leaves a half-filled object out, since Inbank would refuse it", async () => {
    const { client, server } = await created()
    await client.posSessions.create({
      ...sessionRequest,
      purchase: { purchaseReference: "inb_01", description: " ", merchant: { merchantDomainName: "" } },
      userIp: "",
      customerContactData: { email: "mari@example.com", mobile: "" },
    })
    expect(server.seen[0]?.body).toBe(
      `{"productCode":"hp_ee","totalAmount":129.9,"currency":"EUR","locale":"et-ET",${URLS},"purchase":{"purchaseReference":"inb_01"}}`,
    )
  })

  it("is, for a calculation, the smallest level with amounts as numbers", async () => {
    const { client, server } = await talkingTo(answering(json(201, { paymentAmountMonthly: 1 })))
    await client.calculations.create({
      productCode: "hp",
      amount: "200.99",
      period: 12,
      currency: "EUR",
      paymentDay: 5,
      downPaymentAmount: "0",
    })
    expect(server.seen[0]?.body).toBe(
      '{"productCode":"hp","amount":200.99,"period":12,"currency":"EUR","paymentDay":5,"downPaymentAmount":0,"responseLevel":"simple"}',
    )
  })

  it("has no body where Inbank wants none", async () => {
    const { client, server } = await talkingTo(answering((response) => response.writeHead(204).end()))
    await client.contracts.cancel(CONTRACT)
    expect(server.seen[0]).toMatchObject({ method: "POST", body: "" })
    expect(server.seen[0]?.headers["content-type"]).toBeUndefined()
  })

  it("encodes what goes into the path", async () => {
    const { client, server } = await talkingTo(answering(json(404, {})))
    await failureOf(client.contracts.get("a/../b?c#d"))
    expect(server.seen[0]?.url).toBe(`/partner/v3/shops/${SHOP}/contracts/a%2F..%2Fb%3Fc%23d`)
  })

  it.each(["", " ", ".", ".."])(
    "is not sent for the uuid %p, which would name another resource",
    async (uuid) => {
      const { client, server } = await talkingTo(answering(json(200, {})))
      const error = await failureOf(client.contracts.approve(uuid))
      expect(error).toMatchObject({ kind: "rejected", mayHaveActed: false, retryable: false })
      expect(server.seen).toHaveLength(0)
    },
  )

  it.each(["", "12,50", "-1", "1e3", "NaN", " 5", "0x10", "9007199254740993.01", ".5"])(
    "is not sent with the amount %p",
    async (totalAmount) => {
      const { client, server } = await created()
      const error = await failureOf(client.posSessions.create({ ...sessionRequest, totalAmount }))
      expect(error).toMatchObject({ kind: "rejected", mayHaveActed: false })
      expect(error.merchantMessage).toBe(
        "Nothing was sent to Inbank: totalAmount is not an amount like 129.90.",
      )
      expect(server.seen).toHaveLength(0)
    },
  )

  it("is not sent with a time or a period that is none", async () => {
    const { client, server } = await created()
    for (const time of [Number.NaN, "1969-12-31T23:59:59Z", "+010000-01-01T00:00:00Z"]) {
      const request = { ...sessionRequest, validUntil: new Date(time) }
      expect((await failureOf(client.posSessions.create(request))).merchantMessage).toContain("validUntil")
    }
    for (const period of [Number.NaN, -1, 1.5]) {
      const calculation = { productCode: "hp", amount: "1", period, currency: "EUR" }
      expect((await failureOf(client.calculations.create(calculation))).merchantMessage).toContain("period")
    }
    expect(server.seen).toHaveLength(0)
  })
})

describe("a decimal", () => {
  const money = fc
    .tuple(fc.integer({ min: 0, max: 9_999_999_999 }), fc.integer({ min: 0, max: 99 }))
    .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, "0")}`)

  it("survives the way to Inbank's JSON and back exactly, for every sum of money", () => {
    fc.assert(
      fc.property(money, (amount) => {
        const wire = JSON.stringify({ amount: writeAmount("amount", amount) })
        const back: unknown = Reflect.get(Object(JSON.parse(wire)), "amount")
        expect(exactDecimal(back)).toBe(exactDecimal(amount))
        expect(wire).toMatch(/^\{"amount":\d+(\.\d{1,2})?\}$/)
      }),
    )
  })

  it("is the same whether Inbank sends it as a number or as text", () => {
    fc.assert(
      fc.property(money, (amount) => {
        expect(exactDecimal(Number(amount))).toBe(exactDecimal(amount))
      }),
    )
  })

  it("is never written when the number would differ from the text", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.bigInt({ min: 0n, max: 10n ** 20n }),
        (whole, part) => {
          const amount = `${whole}.${part}`
          try {
            expect(exactDecimal(writeAmount("amount", amount))).toBe(exactDecimal(amount))
          } catch (error) {
            expect(error).toBeInstanceOf(NotWritable)
          }
        },
      ),
    )
  })

  it.each([
    [129.9, "129.9"],
    [0.1, "0.1"],
    [1e21, "1000000000000000000000"],
    [-0, "0"],
    ["7000.0", "7000"],
    [" 624.12 ", "624.12"],
    ["1.5e3", "1500"],
  ])("reads %p as %p", (value, expected) => {
    expect(exactDecimal(value)).toBe(expected)
  })

  it.each([Number.NaN, Infinity, "12,5", "1e999999999", "", true, {}, [1], null])(
    "does not read %p",
    (value) => {
      expect(exactDecimal(value)).toBeUndefined()
    },
  )
})
