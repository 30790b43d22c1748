import { isInbankError } from "../client"
import { contractStatus } from "../domain/session/lifecycle"
import { toMinorUnits } from "../domain/money"
import { errorToVerify } from "../core/inbank/error-to-verify"
import type { PluginContext } from "../reconcile/context"
import { leaseWithin } from "../reconcile/lease"
import { observe, INTERACTIVE, type AskableRow } from "../reconcile/observe"
import type { Data } from "../reconcile/row-of-data"
import { notAllowed } from "./answers"
import { neededRow } from "./needed-row"

/** A pass over the same purchase is over by then; Medusa 1 holds a database connection meanwhile. */
const WAIT_MS = 5_000

/**
 * Refunds the whole of a payment: succeeds only when Inbank says that the contract has ended. With `refunds: "api"` it
 * is withdrawn here; otherwise a person has withdrawn it in the Partner Portal.
 * @param amount in minor units.
 * @throws {MedusaError|InbankError} and then nothing is booked.
 */
export async function refund(plugin: PluginContext, data: Data, amount: number): Promise<AskableRow> {
  const row = await neededRow(plugin, data)
  if (plugin.account.productType === "pay_next_month") {
    throw notAllowed(
      "Several purchases share this contract: refund it in Inbank's Partner Portal and note it on the order.",
    )
  }
  if (amount !== toMinorUnits(row.amount)) {
    throw notAllowed(
      "On Medusa 1 only the whole of an Inbank contract can be refunded. Return a part of it in Inbank's Partner Portal and note it on the order.",
    )
  }
  const lease = await leaseWithin(plugin, row.cart_id, WAIT_MS)
  if (lease === undefined) {
    throw notAllowed(
      "Nothing was refunded: this payment is being looked after already. Try again in two minutes.",
    )
  }
  try {
    // A refund that succeeded keeps the lease until its time is over. Medusa books it only after this, and a second
    // press of the button, if already on its way, would find the contract ended and be booked as well.
    return await refundOnce(plugin, row)
  } catch (error) {
    await plugin.leases.free(lease)
    throw error
  }
}

async function refundOnce(plugin: PluginContext, known: AskableRow): Promise<AskableRow> {
  const booked = await plugin.medusa.paymentOfRow(known)
  if (booked && booked.amount_refunded > 0) throw notAllowed("This payment has been refunded already.")
  const row = await observe(plugin, known, INTERACTIVE)
  // In the Partner Portal the merchant has withdrawn it, and the refund is booked on the merchant's word. Here we must
  // have done it.
  const isOurs = plugin.account.refunds === "portal" || row.withdrawal_sent_at !== null
  if (isTerminated(row)) {
    if (isOurs) return row
    throw endedOtherwise()
  }
  if (plugin.account.refunds === "portal") {
    throw notAllowed(
      "Withdraw the contract in Inbank's Partner Portal first; then refund here, and it is verified and booked.",
    )
  }
  if (!row.contract_uuid) throw notAllowed("Inbank has not named the contract yet. Try again in a minute.")
  return await withdraw(plugin, row, row.contract_uuid)
}

/** A contract ends only once: asking again after a lost answer gives nothing back twice. */
async function withdraw(plugin: PluginContext, row: AskableRow, contractUuid: string): Promise<AskableRow> {
  // If nobody presses again, the sweep finds the outcome and informs the merchant.
  await plugin.sessions.enqueue({ id: row.id })
  const refusal = await sendWithdrawal(plugin, row, contractUuid).then(() => undefined, errorToVerify)
  const after = await observe(plugin, row, INTERACTIVE).catch((error: unknown) => {
    if (refusal && !refusal.mayHaveActed) throw refusal
    throw isInbankError(error) ? unclear() : error
  })
  if (isTerminated(after)) {
    if (after.withdrawal_sent_at !== null) return after
    throw endedOtherwise()
  }
  if (refusal && !refusal.mayHaveActed) throw refusal
  // Inbank may show it a moment after this answer: so the next pass asks again, though it is young.
  await plugin.sessions.enqueue({ id: row.id })
  if (refusal) throw unclear()
  throw notAllowed("Inbank took the withdrawal, but does not show it yet. Refund again in a minute.")
}

/** A call that may end the contract is written down before it is sent; a clear refusal did not end it. */
async function sendWithdrawal({ client, sessions }: PluginContext, row: AskableRow, contractUuid: string) {
  await sessions.recordWithdrawal(row.id, true)
  await client.contracts.withdraw(contractUuid).catch(async (error: unknown) => {
    const isFirst = row.withdrawal_sent_at === null
    if (isFirst && isInbankError(error) && !error.mayHaveActed) await sessions.recordWithdrawal(row.id, false)
    throw error
  })
}

function isTerminated(row: AskableRow): boolean {
  return contractStatus(row.contract_status) === "terminated"
}

function endedOtherwise() {
  return notAllowed(
    'Nothing was refunded: the contract has ended, but not by a refund from here. If the customer repaid it early, nothing is owed. If it was withdrawn in the Partner Portal, set the option `refunds` to "portal", refund here, and set it back.',
  )
}

function unclear() {
  return notAllowed(
    "Inbank did not answer clearly. Refund again in a minute: if the contract was withdrawn, that is booked, and nothing is given back twice.",
  )
}
