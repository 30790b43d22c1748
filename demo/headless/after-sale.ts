import { eventually } from "../../test-kit/eventually"
import { booksOf, type Books } from "./books"
import { captured, placed } from "./journeys"
import type { Cast, Purchase } from "./purchase"

/** Longer than any day, including the one of 25 hours in autumn. */
const A_DAY_LATER_MS = 25 * 3_600_000

/** Approved when the goods leave: the merchant never presses "Capture payment". */
export async function approvedAtShipment(cast: Cast): Promise<Books> {
  const { purchase, order } = await placed(cast, "City bicycle")
  cast.narrator.say("The merchant packs and ships the goods, which approves the contract at Inbank.")
  await cast.merchant.ship(order)
  await eventually(
    () => purchase.order(),
    ({ payment_status }) => payment_status === "captured",
    "the payment to be captured in Medusa",
  )
  return await booksOf(cast, "approved_at_shipment", purchase)
}

/** A part comes back. Inbank accepts it from the day after the contract was made, once it has paid. */
export async function returnedInPart(cast: Cast): Promise<Books> {
  const purchase = await captured(cast, "City bicycle")
  cast.narrator.say("At Inbank it is the next day, and the merchant has been paid.")
  await cast.epos.moveClock(A_DAY_LATER_MS)
  cast.narrator.say(
    "The merchant refunds 30.00 € in the admin, which returns them at Inbank: draft, then confirmed.",
  )
  await cast.merchant.refund(await purchase.order(), 30)
  return await booksOf(cast, "returned_in_part", purchase)
}

/** Everything comes back. */
export async function withdrawn(cast: Cast): Promise<Books> {
  const purchase = await captured(cast, "Espresso machine")
  cast.narrator.say("The merchant refunds all of it in the admin, which withdraws the contract at Inbank.")
  await refundAll(cast, purchase)
  return await booksOf(cast, "withdrawn", purchase)
}

/** Withdrawn by hand, and Inbank notifies nobody: seen as soon as somebody opens the order, booked on request. */
export async function withdrawnInPortal(cast: Cast): Promise<[seen: Books, booked: Books]> {
  const { merchant, epos, narrator } = cast
  const purchase = await captured(cast, "City bicycle")
  narrator.say(
    "The merchant withdraws the contract in Inbank's Partner Portal, then opens the order in the admin.",
  )
  await epos.withdrawInPortal(purchase.posSessionUuid)
  const { id } = await purchase.order()
  const { problems } = await eventually(
    () => merchant.inbankOrder(id),
    (seen) => seen.problems.length > 0,
    "the withdrawal to be seen on the order",
  )
  for (const { kind, remedy } of problems) narrator.say(`On the order stands "${kind}": ${remedy}`)
  const seen = await booksOf(cast, "withdrawn_in_portal", purchase)

  narrator.say(
    "The merchant presses Refund: it is booked in Medusa without another call that gives anything back.",
  )
  await refundAll(cast, purchase)
  await eventually(
    () => merchant.inbankOrder(id),
    (now) => now.problems.length === 0,
    "the problem to be cleared",
  )
  return [seen, await booksOf(cast, "portal_withdrawal_booked", purchase)]
}

async function refundAll({ merchant }: Cast, purchase: Purchase): Promise<void> {
  const order = await purchase.order()
  await merchant.refund(order, order.total)
}
