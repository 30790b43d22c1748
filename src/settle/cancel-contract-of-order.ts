import type { MedusaContainer } from "@medusajs/framework/types"
import { isInbankError } from "../client"
import { cancelContract as mayBeCancelled } from "../domain/after-sale"
import { standing } from "../domain/lifecycle"
import { inbankSide, isMadeBy, type OrderPayment } from "../modules/inbank/store"
import { SOMEBODY_WAITS } from "./ask-until"
import { cancelContract } from "./cancel-contract"
import { inbankFrom, type Inbank } from "./inbank"
import { hasSession, observe } from "./observe"
import { isTerminated } from "./refunds/at-inbank"
import { settleBriefly } from "./settle-briefly"

const WAIT_MS = 10_000

/** The contract stands as it stood. The message tells the merchant what to do. */
export class ContractNotCancelled extends Error {
  override readonly name = "ContractNotCancelled"

  constructor(sentence: string) {
    super(`The contract was not cancelled. ${sentence}`)
  }
}

/**
 * Cancels a granted contract and lets its order stand, to be paid otherwise; settle then cancels the order's payment in
 * Medusa and shows the problem `do_not_ship`. Who asked stands in the trail.
 * @throws {ContractNotCancelled} when it is not granted, or Inbank does not cancel it.
 */
export async function cancelContractOfOrder(
  container: MedusaContainer,
  payment: OrderPayment,
  askedBy: string,
): Promise<void> {
  const inbank = inbankFrom(container)
  const { leases } = inbank.store
  const lease = await leases.takeWithin(payment.payment_collection_id, WAIT_MS)
  if (lease === undefined)
    throw new ContractNotCancelled("Somebody is at this order's Inbank payment. Try again in a minute.")
  try {
    await cancelAtInbank(inbank, payment, askedBy)
  } finally {
    await leases.free(payment.payment_collection_id, lease)
  }
  await settleBriefly(container, payment.session_id, "admin", WAIT_MS)
}

async function cancelAtInbank(inbank: Inbank, payment: OrderPayment, askedBy: string): Promise<void> {
  const { sessions, queue, trail } = inbank.store
  const row = await sessions.get(payment.session_id)
  const account = inbank.accounts.get(row.account_id)
  if (!account || !isMadeBy(row, account) || !hasSession(row))
    throw new ContractNotCancelled(
      "Its shop is no longer configured here: restore the provider entry, or cancel it in the Partner Portal.",
    )
  // Should this process die in between, settle shows what is true.
  await queue.ring(row.id, false)
  try {
    const seen = await observe(inbank, account, row, "admin", SOMEBODY_WAITS)
    const possibility = mayBeCancelled({
      payment: payment.canceled ? "canceled" : payment.captured ? "captured" : "authorized",
      standing: standing(inbankSide(seen, account)),
      terminated: isTerminated(seen),
      productType: account.productType,
    })
    if (!possibility.possible) throw new ContractNotCancelled(possibility.why)
    const after = await cancelContract({ inbank, account, row: seen, source: "admin" })
    if (standing(inbankSide(after, account)) !== "refused")
      throw new ContractNotCancelled("Inbank went on with it meanwhile: look at the order again.")
  } catch (error) {
    throw isInbankError(error) ? new ContractNotCancelled(error.merchantMessage) : error
  }
  await trail.append({
    sessionId: row.id,
    source: "admin",
    action: "cancel_contract",
    detail: `by ${askedBy}`,
  })
}
