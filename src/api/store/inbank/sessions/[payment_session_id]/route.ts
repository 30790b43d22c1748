import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import { standing } from "../../../../../domain/session/lifecycle"
import { forStorefront, type SessionRow } from "../../../../../modules/inbank/store"
import { pluginContext, type PluginContext } from "../../../../../services/context"
import { untilChanged } from "../../../../../services/session/wait-for-change"
import { storefrontAnswer } from "../../../../../services/views/storefront-answer"
import type { InbankSessionAnswer } from "../../../../../storefront/types"
import { isPlain } from "../../../../plain-query"
import { LONG_POLL_SECONDS } from "../../../../../domain/timeouts"

const waitSchema = z.coerce.number().int().min(0).max(LONG_POLL_SECONDS).default(0)

/**
 * For a storefront's waiting page. A caller who knows the cart's id may ask about that cart and no other. Medusa
 * replaces payment sessions, so a session that is gone is answered with the cart's newest. With `wait`, a pending
 * session is answered as soon as it is no longer pending, or after that many seconds.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse<InbankSessionAnswer>): Promise<void> {
  const plugin = pluginContext(req.scope)
  const cartId = req.query.cart_id
  const paymentSessionId = req.params.payment_session_id ?? ""
  if (!isPlain(cartId) || !isPlain(paymentSessionId)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "Give the cart's id as ?cart_id=…")
  }
  const wait = waitSchema.safeParse(req.query.wait)
  if (!wait.success) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `Give ?wait=… in whole seconds, ${LONG_POLL_SECONDS} at most.`,
    )
  }
  const gone = new AbortController()
  res.once("close", () => gone.abort())
  const until = Date.now() + wait.data * 1_000
  let now = await answerNow(plugin, cartId, paymentSessionId)
  while (isPlainlyPending(now.answer)) {
    await plugin.store.notifications.checkSoonForPage(now.row.id)
    const remaining = { milliseconds: until - Date.now(), gone: gone.signal }
    if (!(await untilChanged(plugin, now.row, remaining))) break
    now = await answerNow(plugin, cartId, paymentSessionId)
  }
  res.json(now.answer)
}

/** With a reason, the shopper has something to read or to do. */
function isPlainlyPending({ status, reason }: InbankSessionAnswer): boolean {
  return status === "pending" && reason === null
}

async function answerNow(
  plugin: PluginContext,
  cartId: string,
  paymentSessionId: string,
): Promise<{ row: SessionRow; answer: InbankSessionAnswer }> {
  const row = await plugin.store.sessions.findNewestOfCart(cartId, paymentSessionId)
  const account = row && plugin.accounts.get(row.account_id)
  if (!row || !account) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "This cart has no Inbank payment.")
  }
  const answer = await storefrontAnswer(plugin, account, row)
  // Once Inbank has decided, the shopper has nothing left to do there, also while there is no order yet.
  const isOpen =
    answer.status === "pending" &&
    row.closed_reason === null &&
    standing(forStorefront(row, account)) === "undecided"
  return { row, answer: { ...answer, redirect_url: isOpen ? row.redirect_url : null } }
}
