import type { InbankNoOffer, InbankOffer, InbankOffersAnswer } from "../types"

/** How long a page that stays open may show a price a month without asking again. */
const FRESH_MS = 300_000

/** Elements on one page that ask for the same share one request. */
const requests = new Map<string, Promise<InbankOffersAnswer>>()

/**
 * Rejects when the store is down or refuses. A cart's price changes under the same address, so it is asked each time;
 * an unavailable offer may be available again at any time.
 * @param anew ignores the previous answer
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

/** A refusal contains no offers: reading them throws, so it is neither shown nor kept. */
async function answerOf(answer: Response): Promise<InbankOffersAnswer> {
  return (await answer.json()) as InbankOffersAnswer
}

export interface Choice {
  offer?: InbankOffer
  noOffer?: InbankNoOffer
}

/**
 * Of one account, or of all: the lowest price a month, preferably with a legal text. A price without the legal text is
 * credit advertising, so it is never shown.
 */
export function choose({ offers, not_offered }: InbankOffersAnswer, provider: string | undefined): Choice {
  const wanted = ({ provider_id }: InbankOffer | InbankNoOffer) => !provider || provider_id === provider
  const rank = ({ legal_text, monthly_payment }: InbankOffer) =>
    (legal_text ? 0 : 1e12) + Number(monthly_payment)
  const [offer] = offers.filter(wanted).sort((one, other) => rank(one) - rank(other))
  // A reason that the shopper can change is more useful than that a bank is down.
  const [noOffer] = not_offered
    .filter(wanted)
    .sort((one, other) => Number(isAway(one)) - Number(isAway(other)))
  return { offer, noOffer }
}
