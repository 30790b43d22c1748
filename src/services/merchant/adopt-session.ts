import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { PosSession } from "../../client"
import type { Account } from "../../domain/account/account"
import { callbackTokenHash, newReturnToken } from "../../domain/session/tokens"
import { cartOf, isMadeBy, type SessionRow } from "../../modules/inbank/store"
import { orphansFound } from "../callbacks/callback-problems"
import { pluginContext, type PluginContext } from "../context"
import {
  askForLostSession,
  endOf,
  ownReference,
  priceOf,
  referenceOf,
  refused,
  refuseOtherPrice,
  refuseOtherProduct,
} from "./lost-session"
import { cartToPay, refuseOtherCart } from "./named-cart"
import { clearProblems } from "../problems/report"
import { reconcileBriefly } from "../reconcile/reconcile-briefly"
import { PAGE_MS } from "../../domain/timeouts"

/** What a merchant asks for. */
export interface AdoptionRequest {
  accountId: string
  posSessionUuid: string
  purchaseReference?: string
  cartId?: string
}

/** `known`: there was a row. `taken_over`: there was a row without a session. `made`: there was none. */
export type Adopted = "known" | "taken_over" | "made"

/** A session that Inbank knows, and what it becomes here. */
interface Lost {
  container: MedusaContainer
  plugin: PluginContext
  account: Account
  session: PosSession
  reference: string | undefined
  cartId: string | undefined
}

/**
 * Adopts a session that Inbank knows and the store has lost, for example after yesterday's backup was restored, and
 * reconciles it. Two requests, even at the same time, make one row.
 * @param actorId who asks, for the audit log.
 * @throws {MedusaError} with a sentence for the merchant; no row was changed then.
 */
export async function adopt(
  container: MedusaContainer,
  request: AdoptionRequest,
  actorId: string,
): Promise<{ row: SessionRow; adopted: Adopted }> {
  const plugin = pluginContext(container)
  const { notifications, sessions, auditLog } = plugin.store
  const account = accountNamed(plugin, request.accountId)
  const session = await askForLostSession(plugin, account, request.posSessionUuid)
  const reference = referenceOf(session, request.purchaseReference)
  const lost: Lost = { container, plugin, account, session, reference, cartId: request.cartId }

  const { id, adopted } = (await existing(lost)) ?? (await made(lost))
  const action = adopted === "known" ? "rang" : "adopted"
  await auditLog.append({ sessionId: id, source: "admin", action, after: session.uuid, detail: actorId })
  await clearProblems(plugin, id, ["unclaimed_session"])
  await orphansFound(plugin)
  await notifications.enqueue(id, true)
  await reconcileBriefly(container, id, "admin", PAGE_MS)
  return { row: await sessions.get(id), adopted }
}

function accountNamed(plugin: PluginContext, id: string): Account {
  const account = plugin.accounts.get(id)
  if (account) return account
  const ids = plugin.accounts.list().map((each) => each.id)
  throw new MedusaError(
    MedusaError.Types.NOT_FOUND,
    `There is no Inbank provider ${id} in medusa-config; there is ${ids.join(", ")}.`,
  )
}

interface Claimed {
  id: string
  adopted: Adopted
}

/** The row that has the session already, or that the session was made for. */
async function existing(lost: Lost): Promise<Claimed | undefined> {
  const { plugin, account, session, reference } = lost
  const { adoptions, sessions } = plugin.store
  const row =
    (await adoptions.findByUuid(session.uuid)) ?? (reference ? await sessions.find(reference) : undefined)
  if (!row) return undefined
  const { id, pos_session_uuid: uuid } = row
  if (reference !== undefined && id !== reference) {
    throw refused(`Session ${session.uuid} is known already, under the purchase reference ${id}.`)
  }
  if (row.account_id !== account.id)
    throw refused(`Purchase ${id} belongs to ${row.account_id}, not to ${account.id}.`)
  if (!isMadeBy(row, account)) {
    throw refused(`Purchase ${id} was made with another shop or environment than ${account.id} names now.`)
  }
  if (uuid !== null && uuid !== session.uuid)
    throw refused(`Purchase ${id} has another session at Inbank: ${uuid}.`)
  if (lost.cartId !== undefined && lost.cartId !== cartOf(row)) await giveCart(lost, row, lost.cartId)
  if (uuid !== null) return { id, adopted: "known" }
  refuseOtherProduct(plugin, session, account)
  refuseOtherPrice(row, priceOf(session, account))
  if (await sessions.adoptSession(id, session.uuid)) return { id, adopted: "taken_over" }
  // Another request was faster.
  return await existing(lost)
}

/** Holds the row's lease: nobody reconciles a row while its cart changes, and with it the lease that guards the row. */
async function giveCart(
  { container, plugin, account, session }: Lost,
  row: SessionRow,
  cartId: string,
): Promise<void> {
  const has = cartOf(row)
  if (has !== null) throw refused(`Purchase ${row.id} is for cart ${has}, not for ${cartId}.`)
  await refuseOtherCart(container, cartId, {
    reference: row.id,
    accountId: account.id,
    price: priceOf(session, account),
  })
  const cart = await cartToPay(container, cartId)
  const { adoptions, leases, auditLog } = plugin.store
  const lease = await leases.takeWithin(row.payment_collection_id, PAGE_MS)
  if (lease === undefined) throw refused(`Purchase ${row.id} is being looked after. Try again in a moment.`)
  try {
    if (!(await adoptions.giveCart(row.id, cart))) {
      throw refused(
        `Purchase ${row.id} was given up: look at its contract in the Partner Portal (${account.partnerPortalUrl}).`,
      )
    }
    await auditLog.append({ sessionId: row.id, source: "admin", action: "cart_named", after: cartId })
  } finally {
    await leases.free(lease)
  }
}

async function made(lost: Lost): Promise<Claimed> {
  const { container, plugin, account, session } = lost
  const { adoptions, sessions } = plugin.store
  const id = ownReference(session, lost.reference)
  refuseOtherProduct(plugin, session, account)
  // A contract that has paid a cart must not count as one whose cart is gone.
  const cartId = lost.cartId ?? (await plugin.medusa.payments.cartPaidWith(id, account.id))
  const price = priceOf(session, account)
  if (cartId !== undefined)
    await refuseOtherCart(container, cartId, { reference: id, accountId: account.id, price })
  const isNew = await adoptions.insert({
    ...price,
    id,
    accountId: account.id,
    shopUuid: account.shopUuid,
    environment: account.environment,
    productCode: account.productCode,
    locale: account.locale,
    posSessionUuid: session.uuid,
    // The addresses that Inbank was given carry a token that is no longer known: the token of this row is never used.
    tokenHash: callbackTokenHash(newReturnToken()),
    validUntil: endOf(session, account, await sessions.now()),
    cart: cartId === undefined ? undefined : await cartToPay(container, cartId),
  })
  if (isNew) return { id, adopted: "made" }
  const claimed = await existing(lost)
  if (!claimed) throw new Error(`inbank_session ${id} was neither made nor found`)
  return claimed
}
