import type { InbankNoOffer, InbankOffer, InbankOffersAnswer } from "../types"

/** As long as a page that stays open may show a price a month without asking anew. */
const FRESH_MS = 300_000

/** Elements on one page that want the same share one request. */
const requests = new Map<string, Promise<InbankOffersAnswer>>()

/** Rejects when the store is away or refuses. A cart's price changes under the same address, so it is asked each time. */
export function askForOffers(
  backend: string,
  key: string,
  query: Record<string, string>,
): Promise<InbankOffersAnswer> {
  const address = `${backend}/store/inbank/offers?${new URLSearchParams(query)}`
  const known = requests.get(address)
  if (known) return known
  const request = fetch(address, { headers: { "x-publishable-api-key": key } }).then(answerOf)
  requests.set(address, request)
  const forget = () => requests.delete(address)
  request.then(() => setTimeout(forget, query.cart_id ? 0 : FRESH_MS), forget)
  return request
}

async function answerOf(answer: Response): Promise<InbankOffersAnswer> {
  if (!answer.ok) throw new Error(answer.statusText)
  return (await answer.json()) as InbankOffersAnswer
}

export interface Choice {
  offer?: InbankOffer
  noOffer?: InbankNoOffer
}

/**
 * Of one account, or of all: the lowest price a month, with a legal text where there is one. A price without the lawful
 * text is credit advertising, so it is never shown.
 */
export function choose({ offers, not_offered }: InbankOffersAnswer, provider: string | undefined): Choice {
  const wanted = ({ provider_id }: InbankOffer | InbankNoOffer) => !provider || provider_id === provider
  const rank = ({ legal_text, monthly_payment }: InbankOffer) =>
    (legal_text ? 0 : 1e12) + Number(monthly_payment)
  const [offer] = offers.filter(wanted).sort((one, other) => rank(one) - rank(other))
  // What the shopper can change says more than that a bank is away.
  const [noOffer] = not_offered
    .filter(wanted)
    .sort((one, other) => Number(one.reason === "unavailable") - Number(other.reason === "unavailable"))
  return { offer, noOffer }
}
