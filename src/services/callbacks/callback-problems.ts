import type { Account } from "../../domain/account/account"
import { InbankEvents } from "../problems/events"
import type { PluginContext } from "../context"
import { clearProblems, countProblem, emitEvent } from "../problems/report"

const REJECTED = "callbacks_rejected"
const ORPHAN = "orphan_callback"

/** A callback to one of our addresses was refused: counted per account, told and logged once. */
export async function callbackRejected(plugin: PluginContext, account: Account, why: string): Promise<void> {
  await countProblem(plugin, {
    kind: REJECTED,
    subject: account.id,
    remedy: `Callbacks are refused because their signature is missing or wrong; orders come by the customer's return and the sweep meanwhile. Compare option \`apiKey\` of this provider entry with the shop's key at Inbank (${account.partnerPortalUrl}); while keys are changed, give the former one as \`previousApiKey\`; if Inbank does not sign, set \`callbackSignature\` to "optional". See docs/callbacks.md.`,
    detail: `The last one: ${why}.`,
  })
}

/** A well signed callback shows that the account's key is right. Never throws: the callback itself is stored already. */
export async function callbacksHeard(plugin: PluginContext, account: Account): Promise<void> {
  await clearProblems(plugin, account.id, [REJECTED]).catch((error: unknown) =>
    plugin.logger.warn(`Inbank: ${REJECTED} could not be cleared: ${String(error)}`),
  )
}

/**
 * Inbank speaks of a session that we do not know: one counted problem per account, for a human to look into. It is
 * cleared when every session that was named has been adopted.
 */
export async function orphanCallback(
  plugin: PluginContext,
  account: Account,
  said: { uuid?: string; status?: string },
): Promise<void> {
  await countProblem(plugin, {
    kind: ORPHAN,
    subject: account.id,
    remedy: `Inbank called about a session that this store does not know. If the database was restored from a backup, adopt what was lost, on the admin's page Inbank (docs/operations.md). Otherwise look for the session in the Partner Portal (${account.partnerPortalUrl}).`,
    detail: `The last one: ${said.uuid ? `session ${said.uuid}` : "a session that it did not name"}, ${said.status ?? "without a status"}.`,
  })
  await plugin.store.orphans.note(account.id, said)
  // It may have been adopted in this very moment.
  await orphansFound(plugin)
}

/** Some session has found its row. */
export async function orphansFound(plugin: PluginContext): Promise<void> {
  for (const subject of await plugin.store.orphans.clearFound()) {
    await emitEvent(plugin, { name: InbankEvents.PROBLEM_CLEARED, data: { kind: ORPHAN, subject } })
  }
}
