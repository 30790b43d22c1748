import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { inbankFrom } from "../../../../../../services/context"
import { settleBriefly } from "../../../../../../services/reconcile/reconcile-briefly"
import type { SessionDetail } from "../../../../../../services/views/session-view"
import { detailOf } from "../detail-of"

/** The page waits no longer than this for Inbank; the look goes on by itself. */
const WAIT_MS = 8_000

/** Rings, lets settle look at Inbank and do what is to be done, and shows what came of it. */
export async function POST(req: MedusaRequest, res: MedusaResponse<SessionDetail>): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const { session } = await detailOf(inbank, req.params.id)
  await inbank.store.bells.ring(session.id, true)
  await settleBriefly(req.scope, session.id, "admin", WAIT_MS)
  res.json(await detailOf(inbank, session.id))
}
