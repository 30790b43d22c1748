import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import type { Account } from "../../domain/account"
import { inbankFrom, type Inbank } from "../../settle/inbank"
import { settleBriefly } from "../../settle/settle-briefly"
import { storefrontAnswer } from "../../settle/storefront-answer"
import { secondsToWait, tooManyRequests } from "../rate-limits"
import { rowOfToken } from "./row-of-token"

/** A customer's browser is held this long at most; a page of the storefront waits for the rest. */
const LOOK_FOR_MS = 8_000

const TOO_OFTEN =
  "This page was opened very often within a minute. Your payment is safe: please wait a minute, then reload the page."

/**
 * The customer comes back from e-POS: look at once, then send them to the storefront. The address is the
 * configured one, never one from the request.
 */
export async function customerBack(
  req: MedusaRequest,
  res: MedusaResponse,
  source: "return" | "cancel",
): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const row = await rowOfToken(inbank, req.params.token)
  const account = row && inbank.accounts.get(row.account_id)
  if (!row || !account) {
    res.status(404).send("This payment is not known here. Please go back to the shop.")
    return
  }
  const wait = await secondsToWait("customerBack", row.id)
  if (wait) return tooManyRequests(res, wait, TOO_OFTEN)
  await inbank.store.bells.ring(row.id, false)
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
  const country = await countryOf(req, row.cart_id)
  const address = new URL(
    account.storefrontReturnUrl
      .replaceAll("{country_code}", country ?? account.country)
      .replaceAll("{locale}", row.locale),
  )
  const told = { ...answer, cart_id: row.cart_id, payment_session_id: row.payment_session_id }
  for (const [name, value] of Object.entries(told)) if (value) address.searchParams.set(name, value)
  return address.href
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
