import type { Account } from "../../domain/account/account"
import { PROBLEMS } from "../../domain/problems"
import { InbankEvents } from "../problems/events"
import type { PluginContext } from "../context"
import { clearProblems, countProblem, emitEvent } from "../problems/report"

/** A callback to one of our addresses was refused: counted per account, reported and logged once. */
export async function callbackRejected(plugin: PluginContext, account: Account, why: string): Promise<void> {
  await countProblem(plugin, {
    kind: "callbacks_rejected",
    subject: account.id,
    remedy: PROBLEMS.callbacks_rejected.remedy({ portalUrl: account.partnerPortalUrl }),
    detail: `The last one: ${why}.`,
  })
}

/**
 * A correctly signed callback shows that the account's key is right. Never throws: the callback itself is stored
 * already.
 */
export async function callbacksHeard(plugin: PluginContext, account: Account): Promise<void> {
  await clearProblems(plugin, account.id, ["callbacks_rejected"]).catch((error: unknown) =>
    plugin.logger.warn(`Inbank: callbacks_rejected could not be cleared: ${String(error)}`),
  )
}

/**
 * Inbank named a session that we do not know: one counted problem per account, for a human. It is cleared when every
 * session that was named has been adopted.
 */
export async function orphanCallback(
  plugin: PluginContext,
  account: Account,
  said: { uuid?: string; status?: string },
): Promise<void> {
  await countProblem(plugin, {
    kind: "orphan_callback",
    subject: account.id,
    remedy: PROBLEMS.orphan_callback.remedy({ portalUrl: account.partnerPortalUrl }),
    detail: `The last one: ${said.uuid ? `session ${said.uuid}` : "a session that it did not name"}, ${said.status ?? "without a status"}.`,
  })
  await plugin.store.orphans.note(account.id, said)
  // The session may have been adopted at this moment.
  await orphansFound(plugin)
}

/** A session was matched with its row. */
export async function orphansFound(plugin: PluginContext): Promise<void> {
  for (const subject of await plugin.store.orphans.clearFound()) {
    await emitEvent(plugin, {
      name: InbankEvents.PROBLEM_CLEARED,
      data: { kind: "orphan_callback", subject },
    })
  }
}
