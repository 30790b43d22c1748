import { isInbankError, type PosSession } from "../../client"
import { PROBLEMS } from "../../domain/problems"
import type { Account } from "../../domain/account/account"
import type { PluginContext } from "../context"
import { clearProblems, openProblem } from "../problems/report"

/**
 * A POST that was never answered leaves a row without a session (docs/decisions/0005-no-post-is-repeated.md). When a
 * signed callback to the row's own address names a session, Inbank is asked whose it is: only a session that carries
 * our row's id as its `purchaseReference` becomes the row's. That Inbank echoes it is INFERRED; when it does not,
 * nothing is taken over and a human is informed.
 *
 * @returns `in_flight` while the POST may still be answered; `none` when no callback named a session of this row.
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
    await clearProblems(plugin, rowId, ["unclaimed_session"])
    return "adopted"
  }
  await openProblem(plugin, {
    kind: "unclaimed_session",
    subject: rowId,
    remedy: PROBLEMS.unclaimed_session.remedy({
      reference: rowId,
      named: named.uuid,
      portalUrl: account.partnerPortalUrl,
    }),
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
