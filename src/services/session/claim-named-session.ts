import { isInbankError, type PosSession } from "../../client"
import type { Account } from "../../domain/account/account"
import type { PluginContext } from "../context"
import { clearProblems, openProblem } from "../problems/report"

export const UNCLAIMED = "unclaimed_session"

/**
 * A POST that was never answered leaves a row without a session (docs/decisions/0005-no-post-is-repeated.md). When a
 * signed callback to the row's own address names one, Inbank is asked whose it is: only a session that carries our
 * row's id as its `purchaseReference` becomes the row's. That Inbank echoes it is INFERRED; when it does not, nothing is
 * taken over and a human is told.
 *
 * @returns `in_flight` while the POST may still be answered; `none` when nobody named a session that is the row's.
 * @throws {InbankError} when Inbank could not be asked.
 */
export async function followNamedSession(
  plugin: PluginContext,
  account: Account,
  rowId: string,
): Promise<"adopted" | "in_flight" | "none"> {
  const { sessions, auditLog } = plugin.store
  const named = await sessions.findNamedSession(rowId)
  if (!named) return "none"
  if (named.in_flight) return "in_flight"

  const session = named.stale ? undefined : await ask(plugin, account, named.uuid)
  if (session?.purchaseReference === rowId && (await sessions.adoptSession(rowId, session.uuid))) {
    await auditLog.append({ sessionId: rowId, source: "callback", action: "adopted", after: session.uuid })
    await clearProblems(plugin, rowId, [UNCLAIMED])
    return "adopted"
  }
  await openProblem(plugin, {
    kind: UNCLAIMED,
    subject: rowId,
    remedy: `Inbank never answered when session ${rowId} was begun, and later called about ${named.uuid}, which could not be shown to be that session. Look for it in the Partner Portal (${account.partnerPortalUrl}); approve nothing that no order stands for.`,
    detail: named.uuid,
  })
  return "none"
}

async function ask(plugin: PluginContext, account: Account, uuid: string): Promise<PosSession | undefined> {
  try {
    return await plugin.client(account).posSessions.get(uuid)
  } catch (error) {
    if (isInbankError(error) && error.kind === "not_found") return undefined
    throw error
  }
}
