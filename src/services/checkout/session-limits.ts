import type { Account } from "../../domain/account/account"
import { NEW_SESSIONS_OF_CART, TOO_MANY_OF_CART, TOO_MANY_OF_SHOP } from "../../domain/session/limits"
import type { PluginContext } from "../context"
import { PerMinute } from "../per-minute"
import { warnOnceAMinute } from "../warn-once-a-minute"
import { notAllowed } from "../session/payment-row"

const ofCarts = new PerMinute(NEW_SESSIONS_OF_CART)
const ofShops = new Map<string, PerMinute>()

/**
 * One visitor can begin a session for every cart and for every total of a cart. Each is a POST to Inbank, and is
 * checked for days. A session that is given out again does not count.
 * @throws {MedusaError} with a sentence, when one more would be too many.
 */
export async function refuseTooManySessions(
  plugin: PluginContext,
  account: Account,
  cartId: string,
): Promise<void> {
  if (await ofCarts.secondsLeft(cartId)) throw notAllowed(TOO_MANY_OF_CART)
  if (!(await limitOf(account).secondsLeft(account.shopUuid))) return
  warnOnceAMinute(
    plugin.logger,
    `Inbank: more than ${account.maxSessionsPerMinute} payments were begun with ${account.id} within a minute, the others are refused. If they are your customers', set option \`maxSessionsPerMinute\` higher.`,
  )
  throw notAllowed(TOO_MANY_OF_SHOP)
}

/** Counts a session that is being made. */
export async function countNewSession(account: Account, cartId: string): Promise<void> {
  await Promise.all([ofCarts.secondsToWait(cartId), limitOf(account).secondsToWait(account.shopUuid)])
}

/** The limit of a shop at Inbank: entries that name the same shop and the same number share it. */
function limitOf({ baseUrl, shopUuid, maxSessionsPerMinute }: Account): PerMinute {
  const key = JSON.stringify([baseUrl, shopUuid, maxSessionsPerMinute])
  const limit = ofShops.get(key) ?? new PerMinute(maxSessionsPerMinute)
  ofShops.set(key, limit)
  return limit
}
