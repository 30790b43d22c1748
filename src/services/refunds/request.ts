import type { Account } from "../../domain/account/account"
import { toDecimal, toMinorUnits, type AmountLike } from "../../domain/money"
import {
  centsToGiveBack,
  refundMethod,
  restOf,
  unbooked,
  type RefundMethod,
  type Sums,
} from "../../domain/after-sale/refund"
import { isMadeBy, type HeldRefund } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import type { AskableRow } from "../session/observe"
import { askFirst, inThePortal, isTerminated, type Refunding } from "./at-inbank"
import { carryOutRefund } from "./carry-out"
import { refused } from "./refund-not-done"

/** A refund that somebody wants. Amount in major units. */
export interface Wanted {
  plugin: PluginContext
  account: Account
  row: AskableRow
  paymentId: string
  amount: AmountLike
  sums: Sums
  /** Nothing is given back: only what was given back before may be booked. */
  booksOnly?: boolean
}

/**
 * Ensures that this amount was given back at Inbank, once. What was given back before and not booked counts first; then
 * a refund that was begun and not ended is resumed; only then is a new one made.
 * @throws {RefundNotDone} with what to do; anything that did not verifiably happen is an error.
 */
export async function requestRefund(wanted: Wanted): Promise<void> {
  const { plugin, account, row, sums } = wanted
  if (!isMadeBy(row, account)) {
    throw refused(
      `The purchase (reference ${row.id}) was made with another shop than ${account.id} names now. Give it back in that shop's Partner Portal.`,
    )
  }
  const amount = centsToGiveBack(sums, wanted.amount)
  const ahead = unbooked(sums)
  if (ahead > 0 || wanted.booksOnly) {
    if (ahead === amount) return
    throw refused(
      `Inbank has given back ${toDecimal(ahead)} ${row.currency} that Medusa has not booked yet: it is booked by itself in a moment. Refund the rest after that.`,
    )
  }
  const rest = restOf(sums)
  if (amount > rest)
    throw refused(`Only ${toDecimal(rest)} ${row.currency} of this payment is left to refund.`)
  if (amount <= 0) throw refused("Refund one cent at least.")
  const { refunds, productType } = account
  const method = refundMethod({ amount, rest, refunds, productType })
  if (method === "portal") return await foundInPortal(wanted, amount, rest)
  const refund = await inHand(wanted, toDecimal(amount), method)
  await carryOutRefund({ plugin, account, row, refund })
}

/** The ledger's row for this refund, held by this process: the refund that was begun, or a new one. */
async function inHand(
  { plugin, row, paymentId, sums }: Wanted,
  amount: string,
  method: RefundMethod,
): Promise<HeldRefund> {
  const { refunds } = plugin.store
  const begun = await refunds.inProgress(row.id)
  if (begun && toMinorUnits(begun.amount) !== toMinorUnits(amount)) {
    throw refused(
      `A refund of ${toDecimal(toMinorUnits(begun.amount))} ${begun.currency} was begun and is not ended. It is ended first: try again in a minute, or record its outcome on the order.`,
    )
  }
  const newRefund = {
    sessionId: row.id,
    paymentId,
    contractUuid: row.contract_uuid,
    amount,
    currency: row.currency,
    method,
  }
  const refund = begun ? await refunds.claim(begun.id) : await refunds.begin(newRefund, sums.returned_amount)
  if (!refund) throw refused("Another refund of this payment is in progress. Try again in a minute.")
  return refund
}

/**
 * A whole refund shows at Inbank: its contract is terminated. For a part, and for Pay next month, only the merchant's
 * word counts.
 */
async function foundInPortal(wanted: Wanted, amount: number, rest: number): Promise<void> {
  const { plugin, account, row, paymentId, sums } = wanted
  const isVerifiable = amount === rest && account.productType !== "pay_next_month"
  if (!isVerifiable) throw refused(recordIt(wanted, amount))
  const seen = await askFirst(wanted, refused)
  if (!isTerminated(seen)) {
    throw refused(
      `Withdraw the purchase ${inThePortal({ ...wanted, row: seen })} and try again: it is booked as soon as Inbank shows the contract as terminated.`,
    )
  }
  const refund = {
    sessionId: row.id,
    paymentId,
    contractUuid: seen.contract_uuid,
    amount: toDecimal(amount),
    currency: row.currency,
    method: "portal" as const,
  }
  const captured = toDecimal(toMinorUnits(sums.captured_amount))
  if (!(await plugin.store.refunds.record(refund, captured))) throw refused("Try again in a moment.")
}

function recordIt(wanted: Refunding, amount: number): string {
  return `Return ${toDecimal(amount)} ${wanted.row.currency} ${inThePortal(wanted)}, then record it on the order, with its reference: the card Inbank has a button for it. It is booked in Medusa at once.`
}
