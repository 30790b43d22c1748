import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import type { Account } from "../../domain/account/account"
import { leadsOn } from "../../domain/session/return-link"
import type { SessionRow } from "../../modules/inbank/store"
import { inbankFrom, type Inbank } from "../../services/context"
import { settleBriefly } from "../../services/reconcile/reconcile-briefly"
import { storefrontAnswer } from "../../services/views/storefront-answer"
import { secondsToWait, tooManyRequests } from "../rate-limits"
import { rowOfReturnToken } from "./row-of-token"

/** A customer's browser is held this long at most; a page of the storefront waits for the rest. */
const LOOK_FOR_MS = 8_000

const TOO_OFTEN =
  "This page was opened very often within a minute. Your payment is safe: please wait a minute, then reload the page."

/**
 * The customer comes back from e-POS: look at once, then send them to the storefront. The address is the
 * configured one, never one from the request; when the purchase was over long ago it is the shop's front page.
 */
export async function customerBack(
  req: MedusaRequest,
  res: MedusaResponse,
  source: "return" | "cancel",
): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const row = await rowOfReturnToken(inbank, req.params.token)
  const account = row && inbank.accounts.get(row.account_id)
  if (!row || !account) {
    res.status(404).send("This payment is not known here. Please go back to the shop.")
    return
  }
  const wait = await secondsToWait("customerBack", row.id)
  if (wait) return tooManyRequests(res, wait, TOO_OFTEN)
  if (!(await stillLeadsOn(req, inbank, account, row))) {
    const { origin } = await storefrontPage(req, account, row)
    res.redirect(303, `${origin}/`)
    return
  }
  await inbank.store.bells.visit(row.id)
  // A look that takes longer goes on by itself: what it finds reaches the storefront's waiting page.
  await settleBriefly(req.scope, row.id, source, LOOK_FOR_MS)
  res.redirect(303, await storefrontAddress(req, inbank, account, row.id))
}

async function storefrontAddress(
  req: MedusaRequest,
  inbank: Inbank,
  account: Account,
  rowId: string,
): Promise<string> {
  const row = await inbank.store.sessions.get(rowId)
  const answer = await storefrontAnswer(inbank, account, row)
  const address = await storefrontPage(req, account, row)
  const told = { ...answer, cart_id: row.cart_id, payment_session_id: row.payment_session_id }
  for (const [name, value] of Object.entries(told)) if (value) address.searchParams.set(name, value)
  return address.href
}

async function storefrontPage(req: MedusaRequest, account: Account, row: SessionRow): Promise<URL> {
  const country = await countryOf(req, row.cart_id)
  return new URL(
    account.storefrontReturnUrl
      .replaceAll("{country_code}", country ?? account.country)
      .replaceAll("{locale}", row.locale),
  )
}

async function stillLeadsOn(
  req: MedusaRequest,
  inbank: Inbank,
  account: Account,
  row: SessionRow,
): Promise<boolean> {
  const { status, order_id } = await storefrontAnswer(inbank, account, row)
  const orderPlacedAt = order_id === null ? undefined : await placedAt(req, order_id)
  return leadsOn({ status, orderPlacedAt, changedAt: row.changed_at }, await inbank.store.sessions.now())
}

const orderSchema = z.object({ created_at: z.coerce.date() })

async function placedAt(req: MedusaRequest, id: string): Promise<Date | undefined> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["created_at"], filters: { id } })
  return orderSchema.safeParse(data[0]).data?.created_at
}

const cartSchema = z.object({
  shipping_address: z.object({ country_code: z.string().regex(/^[a-z]{2}$/i) }).nullish(),
})

async function countryOf(req: MedusaRequest, cartId: string): Promise<string | undefined> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: ["shipping_address.country_code"],
    filters: { id: cartId },
  })
  return cartSchema.safeParse(data[0]).data?.shipping_address?.country_code.toLowerCase()
}
