import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible"
import type { Account } from "../domain/account/account"
import { NEW_SESSIONS_OF_CART, TOO_MANY_OF_CART, TOO_MANY_OF_SHOP } from "../domain/session/limits"
import { notAllowed } from "./answers"

/** Within a minute, in this process. */
const ofCarts = new RateLimiterMemory({ points: NEW_SESSIONS_OF_CART, duration: 60 })
const ofShop = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 60 })

/**
 * One visitor can begin a session for every cart and for every total of a cart. A session that is given out again does
 * not count.
 * @throws {MedusaError} with a sentence, when one more would be too many.
 */
export async function refuseTooManySessions(account: Account, cartId: string): Promise<void> {
  if (used(await ofCarts.get(cartId)) >= NEW_SESSIONS_OF_CART) throw notAllowed(TOO_MANY_OF_CART)
  if (used(await ofShop.get(account.shopUuid)) >= account.maxSessionsPerMinute)
    throw notAllowed(TOO_MANY_OF_SHOP)
}

/** Counts a session that is being made. */
export async function countNewSession(account: Account, cartId: string): Promise<void> {
  await ofCarts.penalty(cartId)
  await ofShop.penalty(account.shopUuid)
}

function used(counted: RateLimiterRes | null): number {
  return counted?.consumedPoints ?? 0
}
