import type { OrderReport } from "./purchase"

interface Expectation extends Omit<OrderReport, "order_id" | "inbank"> {
  placed: boolean
  inbank: { session: string; contract: string | null }
}

/** The required results of the three purchases. */
const EXPECTED: readonly Expectation[] = [
  {
    outcome: "captured",
    placed: true,
    payment_status: "captured",
    inbank: { session: "completed", contract: "activated" },
  },
  {
    outcome: "declined",
    placed: false,
    payment_status: null,
    inbank: { session: "declined", contract: null },
  },
  {
    outcome: "canceled",
    placed: true,
    payment_status: "canceled",
    inbank: { session: "cancelled", contract: "terminated" },
  },
]

/** One sentence for each wrong result. */
export function differences(orders: readonly OrderReport[]): string[] {
  return EXPECTED.flatMap((expected, position) => {
    const found = orders[position]
    const name = `The purchase that should be ${expected.outcome}`
    if (!found) return [`${name} is missing.`]
    return unlike(name, [
      ["outcome", expected.outcome, found.outcome],
      ["order", expected.placed, found.order_id !== null],
      ["payment status", expected.payment_status, found.payment_status],
      ["Inbank session", expected.inbank.session, found.inbank.session],
      ["Inbank contract", expected.inbank.contract, found.inbank.contract],
    ])
  })
}

type Value = string | boolean | null

/** What is compared, what it must be, what it is. */
export type Compared = readonly [what: string, wanted: Value, got: Value]

/** One sentence for each value that differs from the wanted one. */
export function unlike(name: string, compared: readonly Compared[]): string[] {
  return compared
    .filter(([, wanted, got]) => wanted !== got)
    .map(([what, wanted, got]) => `${name}: ${what} is ${got}, expected ${wanted}.`)
}
