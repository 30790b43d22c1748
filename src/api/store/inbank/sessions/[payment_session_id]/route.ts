import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { standing } from "../../../../../domain/lifecycle"
import { forStorefront } from "../../../../../modules/inbank/store"
import { inbankFrom } from "../../../../../settle/inbank"
import { storefrontAnswer } from "../../../../../settle/storefront-answer"
import type { InbankSessionAnswer } from "../../../../../storefront/types"
import { isPlain } from "../../../../plain-query"

/**
 * For a storefront's waiting page. Whoever knows the cart's id may ask about that cart and no other. Medusa replaces
 * payment sessions, so a session that is gone is answered with the cart's newest.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse<InbankSessionAnswer>): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const cartId = req.query.cart_id
  const paymentSessionId = req.params.payment_session_id ?? ""
  if (!isPlain(cartId) || !isPlain(paymentSessionId)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "Give the cart's id as ?cart_id=…")
  }
  const row = await inbank.store.sessions.findNewestOfCart(cartId, paymentSessionId)
  const account = row && inbank.accounts.get(row.account_id)
  if (!row || !account) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "This cart has no Inbank payment.")
  }
  const answer = await storefrontAnswer(inbank, account, row)
  // Once Inbank has decided there is nothing left to do there, also while the order is still to come.
  const isOpen =
    answer.status === "pending" &&
    row.closed_reason === null &&
    standing(forStorefront(row, account)) === "undecided"
  res.json({ ...answer, redirect_url: isOpen ? row.redirect_url : null })
}
