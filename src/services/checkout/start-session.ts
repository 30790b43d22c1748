import { isInbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { LOCALES } from "../../domain/account/options"
import { callbackTokenHash, callbackTokenOf, newReturnToken } from "../../domain/session/tokens"
import { ineligibility, ineligibleSentence } from "../../domain/offers/eligibility"
import { closedByInbank } from "../../domain/session/close-reason"
import { standing } from "../../domain/session/lifecycle"
import {
  inbankState,
  isMadeBy,
  SessionStore,
  type SessionIdentity,
  type SessionRow,
} from "../../modules/inbank/store"
import { whyIneligible } from "../offers/catalogue"
import type { PluginContext } from "../context"
import { hasSession } from "../../domain/session/freshness"
import { observe, type AskableRow } from "../session/observe"
import { createAtInbank } from "./create-session"
import { accountOf, identityOf, notAllowed } from "../session/payment-row"
import { countNewSession, refuseTooManySessions } from "./session-limits"
import { CHECKOUT_ASKS_MS, RECENT_MS } from "../../domain/timeouts"

/**
 * The open session of this payment attempt: the existing one, or a new one at Inbank. The row is written before the
 * POST, so that a callback can never come before its row; no POST is repeated.
 * @throws {MedusaError} with a sentence for the shopper's page; the cart stays as it was.
 */
export async function startSession(
  plugin: PluginContext,
  paymentSessionId: string | undefined,
  requestedLocale: unknown,
): Promise<SessionRow> {
  const context = paymentSessionId && (await plugin.medusa.payments.findStart(paymentSessionId))
  if (!context)
    throw notAllowed("Inbank could not find this payment session. Please start the payment again.")
  if (!context.cart_id) {
    throw notAllowed(
      "Inbank pays for carts only: this payment belongs to no cart. Please choose another payment method.",
    )
  }
  if (context.order_id && context.is_paid) throw alreadyOrdered()
  const account = accountOf(plugin, context.provider_id)
  const identity = identityOf(context)

  const own = {
    paymentSessionId: context.payment_session_id,
    cartId: context.cart_id,
    locale: localeOf(account, requestedLocale),
  }
  await refuseForeignDelivery(plugin, account, identity, context.country)
  const { paymentRows } = plugin.store
  // The first payment of a cart has no session to reuse. Another request may be faster: then the insert writes nothing.
  for (let isFirst = !context.is_known; ; isFirst = false) {
    const open = isFirst ? undefined : await openSession(plugin, account, identity, own.paymentSessionId)
    if (open && hasSession(open)) {
      if (await isStillOpen(plugin, account, open)) return open
    } else if (!open) {
      // An order that lost its payment in a crash is paid by the contract that was signed for it, or not at all.
      if (context.order_id) throw alreadyOrdered()
      await refuseIneligible(plugin, account, identity)
      await refuseTooManySessions(plugin, account, own.cartId)
      const token = newReturnToken()
      const row = await paymentRows.insert(newSession(account, identity, own, token, context.read_at))
      if (row) {
        await countNewSession(account, own.cartId)
        return await createAtInbank(plugin, account, row, token)
      }
    } else {
      // A double click: the other request is waiting for Inbank, and this one waits for its answer.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** The row that is open for this attempt, given to the new payment session. */
async function openSession(
  { store: { paymentRows } }: PluginContext,
  account: Account,
  identity: SessionIdentity,
  paymentSessionId: string,
): Promise<SessionRow | undefined> {
  await paymentRows.makeRoom(identity)
  return await paymentRows.rebind(identity, paymentSessionId, account)
}

function alreadyOrdered() {
  return notAllowed("This cart has been ordered already: there is nothing left to pay.")
}

/**
 * Inbank may have declined the shopper and the callback was lost, or the provider entry may name another shop now: a
 * session that leads nowhere is closed, not given out again.
 */
async function isStillOpen(plugin: PluginContext, account: Account, row: AskableRow): Promise<boolean> {
  const { sessions } = plugin.store
  if (!isMadeBy(row, account)) {
    await sessions.close(row.id, "account_changed")
    return false
  }
  const knownAt = row.checked_at ?? row.created_at
  if ((await sessions.now()).getTime() - knownAt.getTime() < RECENT_MS) return true
  const seen = await observe(plugin, account, row, "checkout", {
    interactive: true,
    timeoutMs: CHECKOUT_ASKS_MS,
  }).catch((error: unknown) => {
    if (isInbankError(error)) return row
    throw error
  })
  const closed = closedByInbank(seen.session_status, seen.contract_status)
  if (!closed) return true
  await sessions.close(row.id, closed)
  return false
}

/** The delivery address may have changed since the open session was made. */
async function refuseForeignDelivery(
  plugin: PluginContext,
  account: Account,
  identity: SessionIdentity,
  country: string | null,
): Promise<void> {
  const why = ineligibility({ ...identity, country: country ?? undefined }, account, {})
  if (!why) return
  const row = await plugin.store.paymentRows.findByIdentity(identity)
  // A yes from Inbank is always carried out: this call may be reconciling, which restores the payment session.
  if (row && saidYes(row, account)) return
  throw notAllowed(ineligibleSentence(why, account.currency))
}

function saidYes(row: SessionRow, account: Account): boolean {
  const now = standing(inbankState(row, account))
  return now !== "undecided" && now !== "refused"
}

async function refuseIneligible(
  plugin: PluginContext,
  account: Account,
  price: SessionIdentity,
): Promise<void> {
  const why = await whyIneligible(account, price, plugin.logger)
  if (why) throw notAllowed(ineligibleSentence(why, account.currency))
}

function newSession(
  account: Account,
  identity: SessionIdentity,
  own: { paymentSessionId: string; cartId: string; locale: string },
  token: string,
  now: Date,
) {
  return {
    ...identity,
    ...own,
    id: SessionStore.newId(),
    shopUuid: account.shopUuid,
    environment: account.environment,
    productCode: account.productCode,
    tokenHash: callbackTokenHash(callbackTokenOf(token)),
    validUntil: new Date(now.getTime() + account.sessionLifetimeMinutes * 60_000),
  }
}

/** Only a known locale is passed on: a wrong one would make Inbank refuse the whole session. */
function localeOf(account: Account, requested: unknown): string {
  return LOCALES.find((locale) => locale === requested) ?? account.locale
}
