import { MedusaError } from "@medusajs/framework/utils"
import { isInbankError, type InbankError, type PosSessionRequest } from "../../client"
import type { Account } from "../../domain/account"
import { LOCALES } from "../../domain/account-options"
import { callbackTokenHash, newCallbackToken } from "../../domain/callback-token"
import { ineligibility, ineligibleSentence } from "../../domain/eligibility"
import { sessionStatus, standing } from "../../domain/lifecycle"
import { mayRedirectTo } from "../../domain/redirect-host"
import { inbankSide, SessionStore, type SessionIdentity, type SessionRow } from "../../modules/inbank/store"
import { priceRange, productOf } from "../../settle/catalogue"
import type { Inbank } from "../../settle/inbank"
import { hasSession, observe, type AskableRow } from "../../settle/observe"
import { clearProblems, openProblem } from "../../settle/problems"
import { accountOf, identityOf, notAllowed } from "./payment-row"

/** A session that was known to be open so shortly ago is handed out again without a look. */
const RECENT_MS = 60_000

/**
 * The open session of this payment attempt: the one there is, or a new one at Inbank.
 * The row is written before the POST, so that a callback can never come before its row; no POST is repeated.
 * @throws {MedusaError} with a sentence for the shopper's page; the cart stays as it was.
 */
export async function startSession(
  inbank: Inbank,
  paymentSessionId: string | undefined,
  wishedLocale: unknown,
): Promise<SessionRow> {
  const place = paymentSessionId && (await inbank.store.payments.placeOfSession(paymentSessionId))
  if (!place) throw notAllowed("Inbank could not find this payment session. Please start the payment again.")
  if (!place.cart_id) {
    throw notAllowed(
      "Inbank pays for carts only: this payment belongs to no cart. Please choose another payment method.",
    )
  }
  const account = accountOf(inbank, place.provider_id)
  const identity = identityOf(place)
  await refuseIneligible(inbank, account, identity)

  const own = {
    paymentSessionId: place.payment_session_id,
    cartId: place.cart_id,
    locale: localeOf(account, wishedLocale),
  }
  const { sessions } = inbank.store
  for (;;) {
    await sessions.makePlace(identity)
    const open = await sessions.rebind(identity, own.paymentSessionId)
    if (open && hasSession(open)) {
      if (await isStillOpen(inbank, account, open)) return open
    } else if (!open) {
      const token = newCallbackToken()
      const row = await sessions.insert(newSession(account, identity, own, token))
      if (row) return await createAtInbank(inbank, account, row, token)
    } else {
      // A double click: the other request is at Inbank, and its answer is awaited.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** The shopper may have been declined with the callback lost: a session that ended is closed, not handed out again. */
async function isStillOpen(inbank: Inbank, account: Account, row: AskableRow): Promise<boolean> {
  const { sessions } = inbank.store
  const knownAt = row.checked_at ?? row.created_at
  if ((await sessions.now()).getTime() - knownAt.getTime() < RECENT_MS) return true
  const seen = await observe(inbank, account, row, "checkout", {
    shopperWaiting: true,
    timeoutMs: 3_000,
  }).catch((error: unknown) => {
    if (isInbankError(error)) return row
    throw error
  })
  if (standing(inbankSide(seen, account)) !== "refused") return true
  await sessions.close(row.id, sessionStatus(seen.session_status))
  return false
}

async function refuseIneligible(inbank: Inbank, account: Account, price: SessionIdentity): Promise<void> {
  const product = await productOf(account).catch((error: unknown) => {
    // Inbank's own refusal is the safety net: an unknown range is no reason to turn a shopper away.
    inbank.logger.warn(`Inbank: price range of ${account.id} is unknown: ${String(error)}`)
    return undefined
  })
  const why = ineligibility(price, account.currency, priceRange(account, product))
  if (why) throw notAllowed(ineligibleSentence(why, account.currency))
}

function newSession(
  account: Account,
  identity: SessionIdentity,
  own: { paymentSessionId: string; cartId: string; locale: string },
  token: string,
) {
  return {
    ...identity,
    ...own,
    id: SessionStore.newId(),
    shopUuid: account.shopUuid,
    environment: account.environment,
    productCode: account.productCode,
    tokenHash: callbackTokenHash(token),
    validUntil: new Date(Date.now() + account.sessionLifetimeMinutes * 60_000),
  }
}

async function createAtInbank(
  inbank: Inbank,
  account: Account,
  row: SessionRow,
  token: string,
): Promise<SessionRow> {
  const { sessions } = inbank.store
  const created = await posSessionRequest(inbank, account, row, token)
    .then((request) => inbank.client(account).posSessions.create(request, { shopperWaiting: true }))
    .catch(async (error: unknown) => {
      // After a time-out Inbank may have made the session, but its address is lost: it can never be paid.
      const unknown = isInbankError(error) && error.mayHaveActed
      await sessions.close(
        row.id,
        unknown ? "unknown" : "refused",
        isInbankError(error) ? error.message : undefined,
      )
      if (!isInbankError(error)) throw error
      inbank.logger.error(`Inbank: no session for ${row.id}: ${error.message} ${error.merchantMessage}`)
      throw shopperError(error)
    })
  await refuseForeignHost(inbank, account, row, created.redirectUrl)
  await sessions.recordCreated(row.id, created)
  return await sessions.get(row.id)
}

/** @throws {MedusaError} unless shoppers may be sent there; the merchant is told which host it was. */
async function refuseForeignHost(
  inbank: Inbank,
  account: Account,
  row: SessionRow,
  address: string,
): Promise<void> {
  const kind = "redirect_host_refused"
  if (mayRedirectTo(address, account.redirectHosts)) return await clearProblems(inbank, account.id, [kind])
  const host = URL.canParse(address) ? new URL(address).host : "an address that is none"
  await inbank.store.sessions.close(row.id, "refused", `redirect to ${host}`)
  const remedy = `Inbank sent shoppers to ${host}, which option \`redirectHosts\` does not list. If that host is Inbank's, add it.`
  await openProblem(inbank, { kind, subject: account.id, remedy })
  throw notAllowed("Inbank cannot be used at the moment. Please choose another payment method.")
}

async function posSessionRequest(
  inbank: Inbank,
  account: Account,
  row: SessionRow,
  token: string,
): Promise<PosSessionRequest> {
  const address = (path: string) => `${account.backendUrl.replace(/\/+$/, "")}${path}/${token}`
  const contact = account.prefillContact ? await inbank.store.payments.contactOfCart(row.cart_id) : undefined
  return {
    productCode: account.productCode,
    totalAmount: row.amount,
    currency: row.currency,
    locale: row.locale,
    partnerUrls: {
      returnUrl: address("/inbank/return"),
      cancelUrl: address("/inbank/cancel"),
      callbackUrl: address("/hooks/inbank"),
    },
    purchase: {
      purchaseReference: row.id,
      description: `${account.merchantDomainName} ${row.id}`,
      merchant: { merchantDomainName: account.merchantDomainName },
    },
    validUntil: row.valid_until,
    ...(contact?.email &&
      contact.phone && { customerContactData: { email: contact.email, mobile: contact.phone } }),
  }
}

/** What a shopper is told. Lenders' refusals and outages are no fault of theirs and leave the other methods. */
function shopperError(error: InbankError): MedusaError {
  return error.kind === "rejected"
    ? notAllowed("Inbank cannot finance this purchase. Please choose another payment method.")
    : new MedusaError(
        MedusaError.Types.UNEXPECTED_STATE,
        "Inbank cannot be reached at the moment. Please try again in a moment or choose another payment method.",
      )
}

/** Only a locale we know is passed on: a wrong one would make Inbank refuse the whole session. */
function localeOf(account: Account, wished: unknown): string {
  return LOCALES.find((locale) => locale === wished) ?? account.locale
}
