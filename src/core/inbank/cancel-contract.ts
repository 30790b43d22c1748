import type { InbankClient } from "../../client"
import type { Account } from "../../domain/account/account"
import type { AskedColumns } from "../../domain/session/freshness"
import { standing } from "../../domain/session/lifecycle"
import { inbankState } from "../../domain/session/reading"
import { errorToVerify } from "./error-to-verify"

/** Inbank accepted the cancellation and still shows the contract as granted. */
export class CancellationNotShown extends Error {
  override readonly name = "CancellationNotShown"

  constructor() {
    super("Inbank took the cancellation of the contract, but does not show it yet. Look again in a minute.")
  }
}

/**
 * Cancels a granted contract. A refusal means that Inbank's side changed meanwhile, so Inbank is asked again before the
 * call counts as failed.
 * @param observe asks Inbank and keeps its answer.
 * @returns the row afterwards: Inbank no longer says `granted`.
 * @throws {InbankError} when the contract is still granted; the error of `observe` when it fails, and nobody knows.
 * @throws {CancellationNotShown}
 */
export async function cancelContract<Row extends AskedColumns>(
  client: InbankClient,
  account: Account,
  row: Row,
  observe: () => Promise<Row>,
): Promise<Row> {
  if (!row.contract_uuid) throw new Error("Inbank has not named the contract yet")
  const refusal = await client.contracts.cancel(row.contract_uuid).then(() => undefined, errorToVerify)
  const after = await observe()
  if (standing(inbankState(after, account)) !== "granted") return after
  throw refusal ?? new CancellationNotShown()
}
