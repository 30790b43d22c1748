import PQueue from "p-queue"
import { isInbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { PerMinute } from "../per-minute"
import { NotAsked } from "./not-asked"

/** Anybody may ask for any price: this is how many requests to Inbank run at once for a shop. */
const AT_ONCE = 4
/** How many requests of each standing wait. */
const WAITING = 40
/** When Inbank asks us to wait and does not say how long. INFERRED: no limit is documented. */
const QUIET_MS = 30_000

/**
 * How many questions that a visitor can make up are asked within a minute, for each shop and standing; one address gets
 * half of it.
 */
const OF_SHOP = new PerMinute(240)
const OF_ADDRESS = new PerMinute(120)

/** What a question is to the shop, the first to go first. */
const STANDINGS = {
  /** A price at which the store sells, as its product pages show it: their number is limited. */
  own: { priority: 3, isLimited: false },
  /** Any other price that was answered before. */
  known: { priority: 2, isLimited: false },
  /** The total of a cart, or another period: a visitor has chosen it. */
  chosen: { priority: 1, isLimited: true },
  /** A price that the store does not know: from a page of the merchant's own, or made up. */
  stray: { priority: 0, isLimited: true },
} as const
export type Standing = keyof typeof STANDINGS

export interface Asker {
  standing: Standing
  /** Where the question comes from, if that distinguishes visitors. */
  address?: string
}

interface Shop {
  queue: PQueue
  quietUntil: number
}

const shops = new Map<string, Shop>()

/**
 * Asks Inbank for a product page. Pages must not use up the limit that checkout needs: INFERRED, Inbank counts a shop's
 * requests together. While Inbank asks us to wait, nothing is asked.
 * @throws {NotAsked} when it is not asked.
 */
export async function throttled<Answer>(
  account: Account,
  { standing, address }: Asker,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const key = JSON.stringify([account.baseUrl, account.shopUuid])
  const shop = shops.get(key) ?? { queue: new PQueue({ concurrency: AT_ONCE }), quietUntil: 0 }
  shops.set(key, shop)
  const { priority, isLimited } = STANDINGS[standing]
  mayWait(shop, priority)
  if (isLimited) {
    await count(key, standing, address)
    // Other questions may have come meanwhile.
    mayWait(shop, priority)
  }
  return await shop.queue.add(async () => await askUnlessQuiet(shop, ask), { priority })
}

async function askUnlessQuiet<Answer>(shop: Shop, ask: () => Promise<Answer>): Promise<Answer> {
  respectQuiet(shop)
  try {
    return await ask()
  } catch (error) {
    if (isInbankError(error) && error.kind === "rate_limited") {
      shop.quietUntil = Date.now() + (error.retryAfterMs ?? QUIET_MS)
    }
    throw error
  }
}

function respectQuiet({ quietUntil }: Shop): void {
  if (Date.now() < quietUntil) throw new NotAsked("Inbank has asked to wait")
}

function mayWait(shop: Shop, priority: number): void {
  respectQuiet(shop)
  if (shop.queue.sizeBy({ priority }) >= WAITING) throw new NotAsked("too many prices are asked for at once")
}

async function count(shop: string, standing: Standing, address: string | undefined): Promise<void> {
  const wait =
    (address && (await OF_ADDRESS.secondsToWait(`${shop} ${standing} ${address}`))) ||
    (await OF_SHOP.secondsToWait(`${shop} ${standing}`))
  if (wait) throw new NotAsked("too many prices are asked for within a minute")
}
