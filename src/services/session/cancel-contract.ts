import { isInbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { standing } from "../../domain/session/lifecycle"
import { inbankSide } from "../../modules/inbank/store"
import type { Inbank } from "../context"
import { observe, type AskableRow, type SeenRow, type Source } from "./observe"

/** Inbank took the cancellation and still shows the contract as granted. */
export class CancellationNotShown extends Error {
  override readonly name = "CancellationNotShown"

  constructor() {
    super("Inbank took the cancellation of the contract, but does not show it yet. Look again in a minute.")
  }
}

/**
 * Cancels a granted contract. A refusal means that Inbank's side moved on meanwhile, so it is looked at before anybody
 * despairs.
 * @returns what Inbank says afterwards: no longer `granted`.
 * @throws {InbankError} when it is granted still; a GET's when the look afterwards failed, and nobody knows.
 * @throws {CancellationNotShown}
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
  throw refusal ?? new CancellationNotShown()
}

function asRefusal(error: unknown): Error {
  if (isInbankError(error) && (error.kind === "rejected" || error.mayHaveActed)) return error
  throw error
}
