import { isInbankError } from "../client"
import type { Account } from "../domain/account"
import { standing } from "../domain/lifecycle"
import { inbankSide } from "../modules/inbank/store"
import type { Inbank } from "./inbank"
import { observe, type AskableRow, type SeenRow, type Source } from "./observe"

/**
 * Cancels a granted contract. A refusal means that Inbank's side moved on meanwhile, so it is looked at before anybody
 * despairs.
 * @returns what Inbank says afterwards: no longer `granted`.
 * @throws {InbankError} when it is granted still.
 */
export async function cancelContract(cancelling: {
  inbank: Inbank
  account: Account
  row: AskableRow
  source: Source
}): Promise<SeenRow> {
  const { inbank, account, row, source } = cancelling
  if (!row.contract_uuid) throw new Error("Inbank has not named the contract yet")
  const refusal = await inbank
    .client(account)
    .contracts.cancel(row.contract_uuid)
    .then(() => undefined, asRefusal)
  const after = await observe(inbank, account, row, source)
  if (standing(inbankSide(after, account)) !== "granted") return after
  throw refusal ?? new Error("Inbank took the cancellation, but does not show it yet")
}

function asRefusal(error: unknown): Error {
  if (isInbankError(error) && (error.kind === "rejected" || error.mayHaveActed)) return error
  throw error
}
