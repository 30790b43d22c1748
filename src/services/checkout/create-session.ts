import { MedusaError } from "@medusajs/framework/utils"
import { isInbankError, type InbankError, type PosSessionRequest } from "../../client"
import { PROBLEMS } from "../../domain/problems"
import type { Account } from "../../domain/account/account"
import type { Contact } from "../../domain/session/contact"
import { partnerUrls } from "../../domain/session/partner-urls"
import { mayRedirectTo } from "../../domain/session/redirect-host"
import type { SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import {
  clearProblems,
  credentialsRefused,
  credentialsTaken,
  openProblem,
  refusesCredentials,
} from "../problems/report"
import { notAllowed } from "../session/payment-row"

const CANNOT_BE_USED = "Inbank cannot be used at the moment. Please choose another payment method."

/**
 * Makes the session at Inbank for a row that was just written. The addresses carry the row's token.
 * @throws {MedusaError} with a sentence for the shopper's page; the row is closed, so that the next click makes
 * another.
 */
export async function createAtInbank(
  plugin: PluginContext,
  account: Account,
  row: SessionRow,
  token: string,
): Promise<SessionRow> {
  const { sessions } = plugin.store
  const created = await posSessionRequest(plugin, account, row, token)
    .then((request) => plugin.client(account).posSessions.create(request, { interactive: true }))
    .catch(async (error: unknown) => {
      // After a time-out Inbank may have made the session, but its address is lost: it can never be paid.
      const unknown = isInbankError(error) && error.mayHaveActed
      await sessions.close(row.id, unknown ? "unknown" : "refused", {
        error: isInbankError(error) ? error.message : undefined,
      })
      if (!isInbankError(error)) throw error
      plugin.logger.error(`Inbank: no session for ${row.id}: ${error.message} ${error.merchantMessage}`)
      if (refusesCredentials(error)) await credentialsRefused(plugin, account, error)
      throw shopperError(error)
    })
  await refuseForeignHost(plugin, account, row, created.redirectUrl)
  const made = await sessions.recordCreated(row.id, created)
  if (made.accountHasProblems) await tidyUp(plugin, account)
  return made.row
}

/** The shopper's session is made: no error in here may take it away again. */
async function tidyUp(plugin: PluginContext, account: Account): Promise<void> {
  try {
    await clearProblems(plugin, account.id, ["redirect_host_refused"])
    await credentialsTaken(plugin, account)
  } catch (error) {
    plugin.logger.warn(`Inbank: problems of ${account.id} could not be cleared: ${String(error)}`)
  }
}

/** @throws {MedusaError} unless shoppers may be sent there; the merchant sees which host it was. */
async function refuseForeignHost(
  plugin: PluginContext,
  account: Account,
  row: SessionRow,
  address: string,
): Promise<void> {
  if (mayRedirectTo(address, account.redirectHosts)) return
  const host = URL.canParse(address) ? new URL(address).host : "an address that is none"
  await plugin.store.sessions.close(row.id, "refused", { error: `redirect to ${host}` })
  const remedy = PROBLEMS.redirect_host_refused.remedy({ host })
  await openProblem(plugin, { kind: "redirect_host_refused", subject: account.id, remedy })
  throw notAllowed(CANNOT_BE_USED)
}

async function posSessionRequest(
  plugin: PluginContext,
  account: Account,
  row: SessionRow,
  token: string,
): Promise<PosSessionRequest> {
  const contact = account.prefillContact ? await contactFor(plugin, account, row) : undefined
  return {
    productCode: account.productCode,
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
  }
}

async function contactFor(
  plugin: PluginContext,
  account: Account,
  row: SessionRow,
): Promise<Contact | undefined> {
  const written = await plugin.medusa.payments.contactOfCart(row.cart_id)
  if (!written) return undefined
  // The library that knows the phone numbers of all countries loads slowly, and most shops never need it.
  const { contactOf } = await import("../../domain/session/contact.js")
  return contactOf(written, account.country)
}

/**
 * What a shopper reads. Refusals by Inbank and outages are no fault of the shopper, who can still use the other
 * methods.
 */
function shopperError(error: InbankError): MedusaError {
  if (refusesCredentials(error)) return notAllowed(CANNOT_BE_USED)
  return error.kind === "rejected"
    ? notAllowed("Inbank cannot finance this purchase. Please choose another payment method.")
    : new MedusaError(
        MedusaError.Types.UNEXPECTED_STATE,
        "Inbank cannot be reached at the moment. Please try again in a moment or choose another payment method.",
      )
}
