import type { InbankNoOffer, InbankOffer, InbankOffersAnswer } from "../types"

/** As long as a page that stays open may show a price a month without asking anew. */
const FRESH_MS = 300_000

/** Elements on one page that want the same share one request. */
const requests = new Map<string, Promise<InbankOffersAnswer>>()

/**
 * Rejects when the store is away or refuses. A cart's price changes under the same address, so it is asked each time, and
 * what is unavailable may be back at once.
 * @param anew whatever the answer was before
 */
export function askForOffers(
  backend: string,
  key: string,
  query: Record<string, string>,
  anew: boolean,
): Promise<InbankOffersAnswer> {
  const address = `${backend}/store/inbank/offers?${new URLSearchParams(query)}`
  const known = requests.get(address)
  if (known && !anew) return known
  const request = fetch(address, { headers: { "x-publishable-api-key": key } }).then(answerOf)
  requests.set(address, request)
  const forget = () => requests.delete(address)
  request
    .then(({ not_offered }) => {
      const isPassing = query.cart_id || not_offered.some(isAway)
      setTimeout(forget, isPassing ? 0 : FRESH_MS)
    })
    .catch(forget)
  return request
}

const isAway = ({ reason }: InbankNoOffer) => reason === "unavailable"

/** A refusal holds no offers: whoever looks for them in it throws, so it is neither shown nor kept. */
async function answerOf(answer: Response): Promise<InbankOffersAnswer> {
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
    .sort((one, other) => Number(isAway(one)) - Number(isAway(other)))
  return { offer, noOffer }
}
