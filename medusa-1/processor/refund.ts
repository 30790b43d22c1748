import { isInbankError } from "../client"
import { contractStatus } from "../domain/lifecycle"
import { toMinorUnits } from "../domain/money"
import { asRefusal } from "../settle/cancel-contract"
import type { Inbank } from "../settle/inbank"
import { leaseWithin } from "../settle/lease"
import { observe, SOMEBODY_WAITS, type AskableRow } from "../settle/observe"
import { notAllowed } from "./answers"
import { neededRow, type Data } from "./row-of-data"

/** A look at the same purchase is over by then; Medusa 1 holds a database connection meanwhile. */
const WAIT_MS = 5_000

/**
 * Refunds the whole of a payment: succeeds only when Inbank says that the contract has ended. With `refunds: "api"` it is
 * withdrawn here, else a person has done so in the Partner Portal.
 * @param amount in minor units.
 * @throws {MedusaError|InbankError} and then nothing is booked.
 */
export async function refund(inbank: Inbank, data: Data, amount: number): Promise<AskableRow> {
  const row = await neededRow(inbank, data)
  if (inbank.account.productType === "pay_next_month") {
    throw notAllowed(
      "Several purchases share this contract: refund it in Inbank's Partner Portal and note it on the order.",
    )
  }
  if (amount !== toMinorUnits(row.amount)) {
    throw notAllowed(
      "On Medusa 1 only the whole of an Inbank contract can be refunded. Return a part of it in Inbank's Partner Portal and note it on the order.",
    )
  }
  const lease = await leaseWithin(inbank, row.cart_id, WAIT_MS)
  if (lease === undefined) {
    throw notAllowed(
      "Nothing was refunded: this payment is being looked after already. Try again in two minutes.",
    )
  }
  try {
    // A refund that succeeded keeps the lease until its time is over. Medusa books it only after this, and a second press
    // of the button, which is under way already, would find the contract ended and be booked as well.
    return await refundOnce(inbank, row)
  } catch (error) {
    await inbank.sessions.freeLease(lease)
    throw error
  }
}

async function refundOnce(inbank: Inbank, known: AskableRow): Promise<AskableRow> {
  const booked = await inbank.medusa.paymentOfRow(known.id)
  if (booked && booked.amount_refunded > 0) throw notAllowed("This payment has been refunded already.")
  const row = await observe(inbank, known, SOMEBODY_WAITS)
  if (isTerminated(row)) return row
  if (inbank.account.refunds === "portal") {
    throw notAllowed(
      "Withdraw the contract in Inbank's Partner Portal first; then refund here, and it is verified and booked.",
    )
  }
  if (!row.contract_uuid) throw notAllowed("Inbank has not named the contract yet. Try again in a minute.")
  return await withdraw(inbank, row, row.contract_uuid)
}

/** A contract ends only once: to ask again after an answer that was lost gives nothing back twice. */
async function withdraw(inbank: Inbank, row: AskableRow, contractUuid: string): Promise<AskableRow> {
  // Should nobody press again, the sweep finds what became of it and tells the merchant.
  await inbank.sessions.ring({ id: row.id })
  const refusal = await inbank.client.contracts.withdraw(contractUuid).then(() => undefined, asRefusal)
  const after = await observe(inbank, row, SOMEBODY_WAITS).catch((error: unknown) => {
    if (refusal && !refusal.mayHaveActed) throw refusal
    throw isInbankError(error) ? unclear() : error
  })
  if (isTerminated(after)) return after
  if (refusal) throw refusal.mayHaveActed ? unclear() : refusal
  throw notAllowed("Inbank took the withdrawal, but does not show it yet. Refund again in a minute.")
}

function isTerminated(row: AskableRow): boolean {
  return contractStatus(row.contract_status) === "terminated"
}

function unclear() {
  return notAllowed(
    "Inbank did not answer clearly. Refund again in a minute: if the contract was withdrawn, that is booked, and nothing is given back twice.",
  )
}
