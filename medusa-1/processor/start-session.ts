import type { PaymentProcessorContext } from "@medusajs/medusa"
import { isInbankError, type InbankError, type PosSessionRequest } from "../client"
import { LOCALES } from "../domain/account/options"
import { callbackTokenHash, callbackTokenOf, newReturnToken } from "../domain/session/tokens"
import { contactOf } from "../domain/session/contact"
import { ineligibility, ineligibleSentence } from "../domain/offers/eligibility"
import { closedByInbank } from "../domain/session/close-reason"
import { standing } from "../domain/session/lifecycle"
import { toDecimal } from "../domain/money"
import { partnerUrls } from "../domain/session/partner-urls"
import { mayRedirectTo } from "../domain/session/redirect-host"
import { inbankState, isMadeBy } from "../domain/session/reading"
import type { InbankSession } from "../models/inbank-session"
import type { PluginContext } from "../reconcile/context"
import { hasSession } from "../domain/session/freshness"
import { observe, INTERACTIVE, type AskableRow } from "../reconcile/observe"
import { beingRestored } from "../reconcile/restoring"
import { SessionStore, type SessionIdentity } from "../store/session-store"
import { notAllowed } from "./answers"
import { countNewSession, refuseTooManySessions } from "./session-limits"
import { CHECKOUT_ASKS_MS, RECENT_MS, TWIN_SECONDS } from "../domain/timeouts"

const CANNOT_BE_USED = "Inbank cannot be used at the moment. Please choose another payment method."

/**
 * The open session of a cart at this amount: the existing one, or a new one at Inbank. The row is written before the
 * POST, so that a callback can never come before its row; no POST is repeated.
 * @throws {MedusaError} with a sentence for the shopper's page.
 */
export async function startSession(
  plugin: PluginContext,
  context: PaymentProcessorContext,
): Promise<InbankSession> {
  const { sessions } = plugin
  const restored = beingRestored()
  if (restored?.cart_id === context.resource_id) return restored
  // Swaps, claims and drafts have carts too, payment collections have none: none of them becomes an order of its own.
  if ((await plugin.medusa.cart(context.resource_id))?.type !== "default") {
    throw notAllowed("Inbank pays for orders only. Please choose another payment method.")
  }
  if (await plugin.medusa.orderOfCart(context.resource_id)) {
    throw notAllowed("This cart has been ordered already: there is nothing left to pay.")
  }
  const identity = {
    account_id: plugin.account.id,
    cart_id: context.resource_id,
    amount: toDecimal(context.amount),
    currency: context.currency_code.toUpperCase(),
  }
  await refuseForeignDelivery(plugin, identity)
  for (;;) {
    const open = await sessions.findOpen(identity)
    if (!open) {
      const made = await begin(plugin, identity, context)
      if (made) return made
    } else if (hasSession(open)) {
      if (await isStillOpen(plugin, open)) return open
    } else if ((await sessions.now()).getTime() - open.created_at.getTime() > TWIN_SECONDS * 1_000) {
      await sessions.close(open.id, "unknown")
    }
    // A double click: the other request is waiting for Inbank, and this one waits for its answer.
    else await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The delivery address may have changed since the open session was made. A yes from Inbank is always carried out. */
async function refuseForeignDelivery(
  { account, medusa, sessions }: PluginContext,
  identity: SessionIdentity,
) {
  const country = (await medusa.deliveryOfCart(identity.cart_id))?.country ?? undefined
  const why = ineligibility({ ...identity, country }, account, {})
  if (!why) return
  const open = await sessions.findOpen(identity)
  const now = open && standing(inbankState(open, account))
  if (now === undefined || now === "undecided" || now === "refused")
    throw notAllowed(ineligibleSentence(why, account.currency))
}

/**
 * Inbank may have declined the shopper and the callback was lost: a session that leads nowhere is not given out again.
 */
async function isStillOpen(plugin: PluginContext, row: AskableRow): Promise<boolean> {
  const { account, sessions } = plugin
  if (!isMadeBy(row, account)) {
    await sessions.close(row.id, "account_changed")
    return false
  }
  const knownAt = row.checked_at ?? row.created_at
  const isRecent = (await sessions.now()).getTime() - knownAt.getTime() < RECENT_MS
  const seen = isRecent
    ? row
    : await observe(plugin, row, { ...INTERACTIVE, timeoutMs: CHECKOUT_ASKS_MS }).catch(() => row)
  const closed = closedByInbank(seen.session_status, seen.contract_status)
  if (!closed) return true
  await sessions.close(row.id, closed)
  return false
}

/** @returns nothing when another request has just begun the same payment. */
async function begin(
  plugin: PluginContext,
  identity: SessionIdentity,
  context: PaymentProcessorContext,
): Promise<InbankSession | undefined> {
  const { account, sessions } = plugin
  const product = await plugin.product()
  const why = ineligibility(identity, account, {
    minAmount: account.minAmount ?? product?.minAmount,
    maxAmount: account.maxAmount ?? product?.maxAmount,
  })
  if (why) throw notAllowed(ineligibleSentence(why, account.currency))

  await refuseTooManySessions(account, identity.cart_id)
  const token = newReturnToken()
  const row = {
    ...identity,
    id: SessionStore.newId(),
    shop_uuid: account.shopUuid,
    environment: account.environment,
    product_code: account.productCode,
    locale: LOCALES.find((locale) => locale === context.context.locale) ?? account.locale,
    token_hash: callbackTokenHash(callbackTokenOf(token)),
    valid_until: new Date((await sessions.now()).getTime() + account.sessionLifetimeMinutes * 60_000),
  }
  if (!(await sessions.insert(row))) return undefined
  await countNewSession(account, identity.cart_id)
  const phone = account.prefillContact && (await plugin.medusa.deliveryOfCart(identity.cart_id))?.phone
  const contact = phone ? contactOf({ email: context.email, phone }, account.country) : undefined
  await createAtInbank(plugin, row.id, {
    productCode: row.product_code,
    totalAmount: row.amount,
    currency: row.currency,
    locale: row.locale,
    partnerUrls: partnerUrls(account, token),
    purchase: {
      purchaseReference: row.id,
      description: `Purchase at ${account.merchantDomainName}`,
      merchant: { merchantDomainName: account.merchantDomainName },
    },
    validUntil: row.valid_until,
    ...(contact && { customerContactData: contact }),
  })
  return await sessions.get(row.id)
}

async function createAtInbank(plugin: PluginContext, id: string, request: PosSessionRequest): Promise<void> {
  const { account, client, logger, sessions } = plugin
  const created = await client.posSessions.create(request, INTERACTIVE).catch(async (error: unknown) => {
    // After a time-out Inbank may have made the session, but its address is lost: it can never be paid.
    const reason = isInbankError(error) && error.mayHaveActed ? "unknown" : "refused"
    await sessions.close(id, reason, { error: isInbankError(error) ? error.message : undefined })
    if (!isInbankError(error)) throw error
    logger.error(`Inbank: no session for ${id}: ${error.message} ${error.merchantMessage}`)
    throw notAllowed(shopperSentence(error))
  })
  if (!mayRedirectTo(created.redirectUrl, account.redirectHosts)) {
    const host = URL.canParse(created.redirectUrl)
      ? new URL(created.redirectUrl).host
      : "an address that is none"
    await sessions.close(id, "refused", { error: `redirect to ${host}` })
    logger.error(
      `Inbank sent a shopper to ${host}, which option \`redirectHosts\` does not list. If that host is Inbank's, add it.`,
    )
    throw notAllowed(CANNOT_BE_USED)
  }
  await sessions.recordCreated(id, created)
}

/** Refusals by Inbank and outages are no fault of the shopper, who can still use the other methods. */
function shopperSentence(error: InbankError): string {
  if (error.kind === "unauthorized" || error.kind === "forbidden") return CANNOT_BE_USED
  return error.kind === "rejected"
    ? "Inbank cannot finance this purchase. Please choose another payment method."
    : "Inbank cannot be reached at the moment. Please try again in a moment or choose another payment method."
}
