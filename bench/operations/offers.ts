import type { Lineup } from "../support/contenders"
import { fire, type Load } from "../support/load"

const PRICES = 20
const VIEWS = 1_000
const AT_ONCE = 16

export interface OfferViews extends Load {
  views: number
  prices: number
  /** How many prices Inbank was asked for, and how often for the product itself, which may be known already. */
  calculations: number
  products: number
}

/** Many people look at a few products: the instalment element asks in each view what its price costs a month. */
export async function measureOffers({ inbank }: Lineup): Promise<OfferViews> {
  const shots = Array.from({ length: VIEWS }, (_nothing, view) => {
    const amount = (200 + (view % PRICES) * 10).toFixed(2)
    return inbank.store.storefrontGet(`/store/inbank/offers?amount=${amount}&currency_code=eur&language=et`)
  })
  const before = inbank.upstream()
  const load = await fire(shots, AT_ONCE)
  const after = inbank.upstream()
  const asked = (route: string) => (after[route] ?? 0) - (before[route] ?? 0)
  return {
    ...load,
    views: VIEWS,
    prices: PRICES,
    calculations: asked("POST /calculations"),
    products: asked("GET /products"),
  }
}
