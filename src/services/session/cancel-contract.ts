import { cancelContract as cancelAtInbank } from "../../core/inbank/cancel-contract"
import type { Account } from "../../domain/account/account"
import type { PluginContext } from "../context"
import { observe, type AskableRow, type SeenRow, type Trigger } from "./observe"

/**
 * Cancels a granted contract, and keeps what Inbank says afterwards.
 * @returns the row afterwards: Inbank no longer says `granted`.
 * @throws {InbankError|CancellationNotShown} see core/inbank/cancel-contract.
 */
export async function cancelContract(cancelling: {
  plugin: PluginContext
  account: Account
  row: AskableRow
  source: Trigger
}): Promise<SeenRow> {
  const { plugin, account, row, source } = cancelling
  return await cancelAtInbank<SeenRow>(
    plugin.client(account),
    account,
    row,
    async () => await observe(plugin, account, row, source),
  )
}
