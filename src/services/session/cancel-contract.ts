import { isInbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { standing } from "../../domain/session/lifecycle"
import { inbankState } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { observe, type AskableRow, type SeenRow, type Trigger } from "./observe"

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
  plugin: PluginContext
  account: Account
  row: AskableRow
  source: Trigger
}): Promise<SeenRow> {
  const { plugin, account, row, source } = cancelling
  if (!row.contract_uuid) throw new Error("Inbank has not named the contract yet")
  const refusal = await plugin
    .client(account)
    .contracts.cancel(row.contract_uuid)
    .then(() => undefined, asRefusal)
  const after = await observe(plugin, account, row, source)
  if (standing(inbankState(after, account)) !== "granted") return after
  throw refusal ?? new CancellationNotShown()
}

function asRefusal(error: unknown): Error {
  if (isInbankError(error) && (error.kind === "rejected" || error.mayHaveActed)) return error
  throw error
}
