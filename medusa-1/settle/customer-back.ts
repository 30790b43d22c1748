import type { MedusaRequest, MedusaResponse } from "@medusajs/medusa"
import { forStorefront } from "../domain/session-reading"
import { storefrontStatus } from "../domain/storefront-status"
import type { InbankSession } from "../models/inbank-session"
import { settleBriefly } from "./background"
import { inbankFrom, type Inbank } from "./inbank"
import { rowOfToken } from "./row-of-token"

/** What a shopper's page is told. */
export async function storefrontAnswer(inbank: Inbank, row: InbankSession) {
  const { status, reason = null } = storefrontStatus(forStorefront(row, inbank.account))
  const otherwise = reason === "paid_otherwise" ? await inbank.medusa.orderOfCart(row.cart_id) : undefined
  return { status, reason, order_id: row.order_id ?? otherwise?.id ?? null }
}

/**
 * The customer comes back from e-POS, having signed or having cancelled: look at once, then send them to the
 * storefront. The address is the configured one, never one from the request.
 */
export async function customerBack(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const row = await rowOfToken(inbank, req.params.token)
  if (!row) {
    res.status(404).send("This payment is not known here. Please go back to the shop.")
    return
  }
  await inbank.sessions.ring({ id: row.id })
  await settleBriefly(inbank, row.id)
  res.redirect(303, await storefrontAddress(inbank, row.id))
}

async function storefrontAddress(inbank: Inbank, rowId: string): Promise<string> {
  const { account, medusa, sessions } = inbank
  const row = await sessions.get(rowId)
  const country = (await medusa.deliveryOfCart(row.cart_id))?.country ?? account.country
  const address = new URL(
    account.storefrontReturnUrl.replaceAll("{country_code}", country).replaceAll("{locale}", row.locale),
  )
  const told = { ...(await storefrontAnswer(inbank, row)), cart_id: row.cart_id }
  for (const [name, value] of Object.entries(told)) if (value) address.searchParams.set(name, value)
  return address.href
}
