import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from "cockatiel"
import { isInbankError } from "../client"
import type { Account } from "../domain/account"

/** Anybody may ask for any price: so many questions to Inbank are under way at once for a shop, and so many wait. */
const AT_ONCE = 4
const WAITING = 40
/** Where Inbank asks to wait and does not say how long. INFERRED: no limit is documented. */
const QUIET_MS = 30_000

/** One error for all of them, so that it is logged once. */
const TOO_MANY = new Error("too many prices are asked for at once")

interface Patience {
  policy: BulkheadPolicy
  quietUntil: number
  quietBecause?: unknown
}

const patience = new Map<string, Patience>()

/**
 * Asks Inbank for a product page. Pages must not use up the patience that checkout needs: INFERRED, Inbank counts a
 * shop's requests together. While Inbank asks to wait, nobody asks.
 */
export async function sparingly<Answer>(account: Account, ask: () => Promise<Answer>): Promise<Answer> {
  const key = JSON.stringify([account.baseUrl, account.shopUuid])
  const ours = patience.get(key) ?? { policy: bulkhead(AT_ONCE, WAITING), quietUntil: 0 }
  patience.set(key, ours)
  if (Date.now() < ours.quietUntil) throw ours.quietBecause
  try {
    return await ours.policy.execute(ask)
  } catch (error) {
    if (error instanceof BulkheadRejectedError) throw TOO_MANY
    if (isInbankError(error) && error.kind === "rate_limited") {
      ours.quietUntil = Date.now() + (error.retryAfterMs ?? QUIET_MS)
      ours.quietBecause = error
    }
    throw error
  }
}
