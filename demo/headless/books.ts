import type { InbankBooks } from "./epos"
import { bookedSums, type BookedSums } from "./merchant"
import type { Cast, Purchase } from "./purchase"

/** What was done with an order after the sale. */
export type Act =
  | "approved_at_shipment"
  | "returned_in_part"
  | "withdrawn"
  | "canceled_at_granted"
  | "withdrawn_in_portal"
  | "portal_withdrawal_booked"

/** An order in the three books that must agree, each in its own words. Amounts in major units. */
export interface Books {
  act: Act
  order_id: string
  medusa: { order_status: string; payment_status: string } & BookedSums
  /** The plugin's own: what its ledger has as given back at Inbank, and the problems it shows on the order. */
  plugin: { returned: string; problems: string[] }
  inbank: InbankBooks
}

export async function booksOf(cast: Cast, act: Act, purchase: Purchase): Promise<Books> {
  const { merchant, epos, narrator } = cast
  const { id } = await purchase.order()
  // The plugin asks Inbank for this, and Medusa's books may change: they are read after it.
  const { returned, problems } = await merchant.inbankOrder(id)
  const order = await purchase.order()
  const books: Books = {
    act,
    order_id: id,
    medusa: {
      order_status: order.status,
      payment_status: order.payment_status,
      ...bookedSums(order),
    },
    plugin: { returned, problems: problems.map(({ kind }) => kind) },
    inbank: await epos.books(purchase.posSessionUuid),
  }
  const { medusa, inbank } = books
  narrator.say(
    `Medusa: payment ${medusa.payment_status}, ${medusa.captured} € captured, ${medusa.refunded} € refunded. ` +
      `Inbank: contract ${inbank.contract ?? "none"}, ${inbank.financed} € financed, ${inbank.given_back} € given back.`,
  )
  return books
}
