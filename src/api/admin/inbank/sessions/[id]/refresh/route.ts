import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { pluginContext } from "../../../../../../services/context"
import { reconcileBriefly } from "../../../../../../services/reconcile/reconcile-briefly"
import type { SessionDetail } from "../../../../../../services/views/session-view"
import { detailOf } from "../detail-of"
import { PAGE_MS } from "../../../../../../domain/timeouts"

/** Enqueues the session, reconciles it, and shows the result. */
export async function POST(req: MedusaRequest, res: MedusaResponse<SessionDetail>): Promise<void> {
  const plugin = pluginContext(req.scope)
  const { session } = await detailOf(plugin, req.params.id)
  await plugin.store.notifications.enqueue(session.id, true)
  await reconcileBriefly(req.scope, session.id, "admin", PAGE_MS)
  res.json(await detailOf(plugin, session.id))
}
