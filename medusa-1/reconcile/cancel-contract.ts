import { isInbankError } from "../client"
import { standing } from "../domain/session/lifecycle"
import { inbankState } from "../domain/session/reading"
import type { PluginContext } from "./context"
import { observe, type AskableRow } from "./observe"

/**
 * Cancels a granted contract. A refusal means that Inbank's side moved on meanwhile, so it is looked at before anybody
 * despairs.
 * @returns what Inbank says afterwards: no longer `granted`.
 * @throws {InbankError} when it is granted still.
 */
export async function cancelContract(plugin: PluginContext, row: AskableRow): Promise<AskableRow> {
  if (!row.contract_uuid) throw new Error("Inbank has not named the contract yet")
  const refusal = await plugin.client.contracts.cancel(row.contract_uuid).then(() => undefined, asRefusal)
  const after = await observe(plugin, row)
  if (standing(inbankState(after, plugin.account)) !== "granted") return after
  throw refusal ?? new Error("Inbank took the cancellation, but does not show it yet")
}

/** Refused, or unknown what became of it. */
export function asRefusal(error: unknown) {
  if (isInbankError(error) && (error.kind === "rejected" || error.mayHaveActed)) return error
  throw error
}
