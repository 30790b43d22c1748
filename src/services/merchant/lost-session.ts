import { MedusaError } from "@medusajs/framework/utils"
import { isInbankError, type PosSession } from "../../client"
import type { Account } from "../../domain/account/account"
import type { ActOutcome } from "../../domain/after-sale/act-outcome"
import { sameAmount, sameCurrency, toDecimal, toMinorUnits } from "../../domain/money"
import { SessionStore } from "../../modules/inbank/store"
import type { PluginContext } from "../context"

/** What Inbank finances: major units as a decimal string, ISO 4217 in upper case. */
export interface Price {
  amount: string
  currency: string
}

/** Somebody waits at a button: one try each time. */
const ASK_ONCE = { interactive: true, timeoutMs: 6_000 }

/** @throws {MedusaError} when Inbank does not know the session at this account's shop, or cannot be asked. */
export async function askForLostSession(
  plugin: PluginContext,
  account: Account,
  uuid: string,
): Promise<PosSession> {
  try {
    return await plugin.client(account).posSessions.get(uuid, ASK_ONCE)
  } catch (error) {
    if (!isInbankError(error)) throw error
    if (error.kind !== "not_found") throw refused(`Nothing was adopted. ${error.merchantMessage}`)
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `Inbank knows no session ${uuid} at the shop of ${account.id}. Check the uuid, and with which provider entry the session was made.`,
    )
  }
}

/**
 * Which purchase of ours the session is for. That Inbank says it is INFERRED; when it does not, the merchant must.
 * @returns nothing when neither says it.
 * @throws {MedusaError} when Inbank names another purchase than the merchant.
 */
export function referenceOf(session: PosSession, stated: string | undefined): string | undefined {
  const said = session.purchaseReference
  if (said === undefined || stated === undefined || said === stated) return said ?? stated
  throw refused(`Inbank says that session ${session.uuid} is for purchase ${said}, not for ${stated}.`)
}

/** @throws {MedusaError} unless it is a reference of this plugin's form: contracts of another system are not ours. */
export function ownReference(session: PosSession, reference: string | undefined): string {
  if (reference === undefined) {
    throw refused(
      `Inbank does not say which purchase session ${session.uuid} is for. Look it up in the Partner Portal and state it as \`purchase_reference\`.`,
    )
  }
  if (SessionStore.isId(reference)) return reference
  throw refused(
    `"${reference}" is no purchase reference of this plugin's (they begin with inbs_): the session was made by another system.`,
  )
}

/** @throws {MedusaError} when Inbank does not say what it finances, or finances another currency. */
export function priceOf({ uuid, totalAmount, currency }: PosSession, account: Account): Price {
  if (totalAmount === undefined) {
    throw refused(
      `Inbank does not say how much it finances in session ${uuid}. Look after it in the Partner Portal (${account.partnerPortalUrl}).`,
    )
  }
  if (currency !== undefined && !sameCurrency(currency, account.currency)) {
    throw refused(
      `Inbank finances ${currency} in session ${uuid}, and ${account.id} sells in ${account.currency}.`,
    )
  }
  return { amount: toDecimal(toMinorUnits(totalAmount)), currency: account.currency }
}

/**
 * Several entries may sell different products of one shop, and what may be done with a contract depends on the product.
 * @throws {MedusaError} unless the session is for the account's own product.
 */
export function refuseOtherProduct(plugin: PluginContext, session: PosSession, account: Account): void {
  const { productCode } = session
  if (productCode === undefined || productCode === account.productCode) return
  const sellers = plugin.accounts
    .list()
    .filter((each) => each.shopUuid === account.shopUuid && each.productCode === productCode)
    .map(({ id }) => id)
  throw refused(
    `Session ${session.uuid} is for product ${productCode}, and ${account.id} sells ${account.productCode}. ${
      sellers.length > 0 ? `Adopt it for ${sellers.join(" or ")}.` : "No provider entry sells it."
    }`,
  )
}

/**
 * Until when a customer may still sign: as Inbank says (INFERRED), else the same time as for a session that begins now.
 */
export function endOf({ validUntil }: PosSession, account: Account, now: Date): Date {
  const said = new Date(validUntil ?? "")
  return Number.isNaN(said.getTime())
    ? new Date(now.getTime() + account.sessionLifetimeMinutes * 60_000)
    : said
}

/** What a merchant reads; nothing was changed. */
export function refused(sentence: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, sentence, "not_adopted" satisfies ActOutcome)
}

/** @throws {MedusaError} when a purchase had another price: a mistyped reference names another customer's purchase. */
export function refuseOtherPrice(row: { id: string; amount: string; currency: string }, price: Price): void {
  if (sameAmount(row.amount, price.amount) && sameCurrency(row.currency, price.currency)) return
  throw refused(
    `Purchase ${row.id} is for ${row.amount} ${row.currency}, and Inbank finances ${price.amount} ${price.currency}.`,
  )
}
