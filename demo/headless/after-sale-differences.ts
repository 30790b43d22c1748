import type { Act, Books } from "./books"
import { unlike } from "./differences"

/** Major units; `all`: all that was authorized. */
type Sum = "0.00" | "30.00" | "all"

/** What each book must say. Once the money has stopped moving, all three say the same. */
interface Expectation {
  act: Act
  medusa: { order_status: string; payment_status: string; captured: Sum; refunded: Sum }
  plugin: { returned: Sum; problem: string | null }
  inbank: { session: string; contract: string; financed: Sum; given_back: Sum }
}

const EXPECTED: readonly Expectation[] = [
  {
    act: "approved_at_shipment",
    medusa: { order_status: "pending", payment_status: "captured", captured: "all", refunded: "0.00" },
    plugin: { returned: "0.00", problem: null },
    inbank: { session: "completed", contract: "activated", financed: "all", given_back: "0.00" },
  },
  {
    act: "returned_in_part",
    medusa: {
      order_status: "pending",
      payment_status: "partially_refunded",
      captured: "all",
      refunded: "30.00",
    },
    plugin: { returned: "30.00", problem: null },
    inbank: { session: "completed", contract: "activated", financed: "all", given_back: "30.00" },
  },
  {
    act: "withdrawn",
    medusa: { order_status: "pending", payment_status: "refunded", captured: "all", refunded: "all" },
    plugin: { returned: "all", problem: null },
    inbank: { session: "completed", contract: "terminated", financed: "all", given_back: "all" },
  },
  {
    act: "canceled_at_granted",
    medusa: { order_status: "canceled", payment_status: "canceled", captured: "0.00", refunded: "0.00" },
    plugin: { returned: "0.00", problem: null },
    inbank: { session: "cancelled", contract: "terminated", financed: "0.00", given_back: "0.00" },
  },
  // Between what a person did at Inbank and the merchant's word that it was a withdrawal, the problem takes the place
  // of the money.
  {
    act: "withdrawn_in_portal",
    medusa: { order_status: "pending", payment_status: "captured", captured: "all", refunded: "0.00" },
    plugin: { returned: "0.00", problem: "contract_terminated" },
    inbank: { session: "completed", contract: "terminated", financed: "all", given_back: "all" },
  },
  {
    act: "portal_withdrawal_booked",
    medusa: { order_status: "pending", payment_status: "refunded", captured: "all", refunded: "all" },
    plugin: { returned: "all", problem: null },
    inbank: { session: "completed", contract: "terminated", financed: "all", given_back: "all" },
  },
]

/** One sentence for each wrong entry in the books. */
export function differencesAfterSale(found: readonly Books[]): string[] {
  return EXPECTED.flatMap(({ act, ...expected }) => {
    const name = `After the sale, ${act}`
    const books = found.find((each) => each.act === act)
    if (!books) return [`${name} is missing.`]
    const { medusa, plugin, inbank } = books
    const sum = (wanted: Sum) => (wanted === "all" ? medusa.authorized : wanted)
    return unlike(name, [
      ["order status", expected.medusa.order_status, medusa.order_status],
      ["payment status", expected.medusa.payment_status, medusa.payment_status],
      ["captured in Medusa", sum(expected.medusa.captured), medusa.captured],
      ["refunded in Medusa", sum(expected.medusa.refunded), medusa.refunded],
      ["given back in the plugin's ledger", sum(expected.plugin.returned), plugin.returned],
      ["problem on the order", expected.plugin.problem, plugin.problems.join(", ") || null],
      ["Inbank session", expected.inbank.session, inbank.session],
      ["Inbank contract", expected.inbank.contract, inbank.contract],
      ["the contract's amount", medusa.authorized, inbank.amount],
      ["financed by Inbank", sum(expected.inbank.financed), inbank.financed],
      ["given back at Inbank", sum(expected.inbank.given_back), inbank.given_back],
    ])
  })
}
