import { VALID_OPTIONS } from "../../../domain/account/__tests__/valid-options"
import { parseAccount } from "../../../domain/account/account"
import { cart, order } from "../../../domain/plan/__tests__/states"
import type { Step } from "../../../domain/plan/outcome"
import type { MedusaState } from "../../../domain/plan/state"
import type { Askable, AskedColumns } from "../../../domain/session/freshness"
import { inbankState } from "../../../domain/session/reading"
import { OrderNotPlaced } from "../order-not-placed"
import type { PassBegun, ReconcilePort, RunOutcome } from "../port"
import { runPasses } from "../run-passes"

type Row = Askable<AskedColumns>

const NOW = new Date("2030-06-15T12:00:00Z")
const aDayAgo = new Date(NOW.getTime() - 24 * 3_600_000)

/** A shop and an Inbank in memory: each step does what it is for, unless a test says otherwise. */
class Shop implements ReconcilePort<Row, { state: MedusaState }> {
  readonly account = parseAccount("pp_inbank_ee", VALID_OPTIONS)
  readonly events: string[] = []
  /** What Medusa has, one for each time that it is read; the last one stays. */
  readonly states: MedusaState[]
  outcome: RunOutcome | undefined
  failing: { step: Step; error: Error } | undefined
  isLeaseOurs = true
  row: Row = {
    shop_uuid: "a93f1f44-d5dd-4469-bfcc-c1de9e969213",
    environment: "demo",
    amount: "500.00",
    currency: "EUR",
    session_status: "granted",
    contract_status: null,
    contract_uuid: "contract",
    inbank_amount: null,
    inbank_currency: null,
    changed_at: NOW,
    closed_reason: null,
    order_id: null,
    order_refusal: null,
    pos_session_uuid: "session",
    checked_at: null,
    rung_at: null,
  }

  constructor(...states: MedusaState[]) {
    this.states = states
  }

  async hold(): Promise<void> {
    if (!this.isLeaseOurs) throw new Error("the lease ran out")
  }

  async now(): Promise<Date> {
    return NOW
  }

  async begin(): Promise<PassBegun<Row, { state: MedusaState }> | RunOutcome> {
    if (this.outcome) return this.outcome
    return { row: this.row, medusa: await this.readMedusa(), now: NOW }
  }

  async readMedusa(): Promise<{ state: MedusaState }> {
    const [state = cart()] = this.states.length > 1 ? this.states.splice(0, 1) : this.states
    return { state }
  }

  inbankState(row: Row) {
    return inbankState(row, this.account)
  }

  async ask(row: Row): Promise<Row> {
    this.events.push("ask")
    return { ...row, checked_at: NOW }
  }

  report(problem: string): void {
    this.events.push(`problem ${problem}`)
  }

  async close(reason: string, why?: string): Promise<void> {
    this.events.push(why === undefined ? `close ${reason}` : `close ${reason}: ${why}`)
    if (this.row.closed_reason === null) this.row = { ...this.row, closed_reason: reason }
  }

  async carryOut(step: Step): Promise<void> {
    this.events.push(step)
    if (this.failing?.step === step) throw this.failing.error
    if (step === "complete_cart") this.states.splice(0, this.states.length, order())
    if (step === "cancel_contract") this.row = { ...this.row, session_status: "cancelled" }
  }
}

describe("A run of passes", () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  /** Until its end, with the rest that a changed cart is given. */
  async function run(shop: Shop): Promise<RunOutcome> {
    const running = runPasses(shop)
    running.catch(() => undefined)
    await jest.advanceTimersByTimeAsync(60_000)
    return await running
  }

  it("carries out one action, asks Inbank again, and ends when nothing is left to do", async () => {
    const shop = new Shop(cart())
    expect(await run(shop)).toBe("unfinished")
    expect(shop.events).toEqual(["ask", "complete_cart", "ask"])
  })

  it("ends as whoever begins a pass says, and asks nobody", async () => {
    const shop = new Shop(cart())
    shop.outcome = "waiting"
    expect(await run(shop)).toBe("waiting")
    expect(shop.events).toEqual([])
  })

  it("asks Inbank nothing about what is captured and financed, but once a day or after a notification", async () => {
    const asks = async (change: Partial<Row>) => {
      const shop = new Shop(order({ payment: "captured" }))
      shop.row = {
        ...shop.row,
        session_status: "completed",
        contract_status: "activated",
        checked_at: new Date(NOW.getTime() - 3_600_000),
        ...change,
      }
      expect(await run(shop)).toBe("finished")
      return shop.events.filter((event) => event === "ask").length
    }
    expect(await asks({})).toBe(0)
    expect(await asks({ checked_at: aDayAgo })).toBe(1)
    expect(await asks({ rung_at: NOW })).toBe(1)
  })

  it("gives a contract up for a changed cart only when the cart is still another a moment later", async () => {
    const other = cart({ agrees: false })
    const changed = new Shop(other)
    expect(await run(changed)).toBe("finished")
    expect(changed.events).toEqual(["ask", "close cart_changed", "cancel_contract", "ask", "close cancelled"])

    const changedBack = new Shop(other, cart())
    expect(await run(changedBack)).toBe("unfinished")
    expect(changedBack.events).toEqual(["ask", "ask", "complete_cart", "ask"])
  })

  it("frees the customer of a granted contract when the order can never be placed", async () => {
    const shop = new Shop(cart())
    const error = new OrderNotPlaced("no stock", "final", "The goods are gone.")
    shop.failing = { step: "complete_cart", error }
    expect(await run(shop)).toBe("finished")
    expect(shop.events).toEqual([
      "ask",
      "complete_cart",
      "close order_impossible: The goods are gone.",
      "ask",
      "close order_impossible",
      "cancel_contract",
      "ask",
      "close cancelled",
    ])
  })

  it.each([
    ["Inbank has paid", { session_status: "completed", contract_status: "activated" }, "final"],
    ["the goods may come back", {}, "mendable"],
  ] as const)("gives nothing up where %s", async (_why, change, refusal) => {
    const shop = new Shop(cart())
    shop.row = { ...shop.row, ...change }
    shop.failing = { step: "complete_cart", error: new OrderNotPlaced("no stock", refusal) }
    await expect(run(shop)).rejects.toThrow("no stock")
    expect(shop.events).toEqual(["ask", "complete_cart"])
  })

  it("reports what a plan found wrong though the step after it fails", async () => {
    const shop = new Shop(order({ payment: "authorized" }))
    shop.row = { ...shop.row, session_status: "cancelled" }
    shop.failing = { step: "cancel_payment", error: new Error("Medusa is away") }
    await expect(run(shop)).rejects.toThrow("Medusa is away")
    expect(shop.events).toEqual(["ask", "problem do_not_ship", "close cancelled", "cancel_payment"])
  })

  it("acts no more once its lease is lost", async () => {
    const shop = new Shop(cart())
    shop.isLeaseOurs = false
    await expect(run(shop)).rejects.toThrow("the lease ran out")
    expect(shop.events).toEqual(["ask"])
  })

  it("ends when the same action is wanted twice: it did not help", async () => {
    const shop = new Shop(order({ handedOver: true }))
    shop.row = { ...shop.row, session_status: "completed", contract_status: "activated" }
    expect(await run(shop)).toBe("unfinished")
    expect(shop.events.filter((event) => event === "capture_payment")).toHaveLength(1)
  })
})
