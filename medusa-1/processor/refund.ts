import { contractStatus } from "../domain/lifecycle"
import { toMinorUnits } from "../domain/money"
import { asRefusal } from "../settle/cancel-contract"
import type { Inbank } from "../settle/inbank"
import { observe, SOMEBODY_WAITS, type AskableRow } from "../settle/observe"
import { notAllowed } from "./answers"
import { neededRow, type Data } from "./row-of-data"

/**
 * Refunds the whole of a payment: succeeds only when Inbank says that the contract has ended. With `refunds: "api"` it is
 * withdrawn here, else a person has done so in the Partner Portal.
 * @param amount in minor units.
 * @throws {MedusaError|InbankError} and then nothing is booked.
 */
export async function refund(inbank: Inbank, data: Data, amount: number): Promise<AskableRow> {
  const { account } = inbank
  const known = await neededRow(inbank, data)
  if (account.productType === "pay_next_month") {
    throw notAllowed(
      "Several purchases share this contract: refund it in Inbank's Partner Portal and note it on the order.",
    )
  }
  if (amount !== toMinorUnits(known.amount)) {
    throw notAllowed(
      "On Medusa 1 only the whole of an Inbank contract can be refunded. Return a part of it in Inbank's Partner Portal and note it on the order.",
    )
  }
  const row = await observe(inbank, known, SOMEBODY_WAITS)
  if (contractStatus(row.contract_status) === "terminated") return row
  if (account.refunds === "portal") {
    throw notAllowed(
      "Withdraw the contract in Inbank's Partner Portal first; then refund here, and it is verified and booked.",
    )
  }
  if (!row.contract_uuid) throw notAllowed("Inbank has not named the contract yet. Try again in a minute.")
  const refusal = await inbank.client.contracts.withdraw(row.contract_uuid).then(() => undefined, asRefusal)
  const after = await observe(inbank, row, SOMEBODY_WAITS)
  if (contractStatus(after.contract_status) === "terminated") return after
  throw (
    refusal ?? notAllowed("Inbank took the withdrawal, but does not show it yet. Refund again in a minute.")
  )
}
