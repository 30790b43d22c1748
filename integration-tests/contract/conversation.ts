import { randomUUID } from "node:crypto"
import { InbankClient, isInbankError, type InbankErrorKind } from "../../src/client"
import type { Account } from "../../src/domain/account/account"
import { Recorder, type RawAnswer } from "./recorder"

/** What is asked, in this order. */
export const QUESTIONS = [
  "product",
  "calculation",
  "created_session",
  "session",
  "unknown_session",
  "unknown_contract",
  "bad_key",
  "bad_body",
] as const
export type Question = (typeof QUESTIONS)[number]

/** Inbank's answer to one question, and what the client makes of it. */
export interface Answer extends RawAnswer {
  read: "understood" | InbankErrorKind
}

/** All that was asked and answered. A question that got no answer is absent. */
export interface Heard {
  asked: {
    country: Account["country"]
    redirectHosts: readonly string[]
    /** False where another address than that of Inbank's demo was asked. */
    atInbank: boolean
    amount: string
    currency: string
    purchaseReference: string
    merchantDomainName: string
  }
  answers: Partial<Record<Question, Answer>>
}

/** Enough for any product whose range could not be read. */
const USUAL_AMOUNT = "300"
const USUAL_PERIOD = 12
const SESSION_LIFE_MS = 15 * 60_000

/**
 * Asks what can be asked without a person: nothing is signed, no money moves, and the one session made here ends by
 * itself after a quarter of an hour.
 */
export async function converse(account: Account): Promise<Heard> {
  const recorder = await Recorder.infrontOf(account.baseUrl)
  const inbank = clientOf(account, recorder, account.apiKey)
  const stranger = clientOf(account, recorder, "not-the-key-of-any-shop")
  const answers: Heard["answers"] = {}
  async function ask<T>(question: Question, call: () => Promise<T>): Promise<T | undefined> {
    const outcome = await call().then(
      (value) => ({ value, read: "understood" as const }),
      (error: unknown) => {
        if (!isInbankError(error)) throw error
        return { value: undefined, read: error.kind }
      },
    )
    const answer = recorder.takeLast()
    if (answer) answers[question] = { ...answer, read: outcome.read }
    return outcome.value
  }
  try {
    const product = await ask("product", () => inbank.products.get(account.productCode))
    const amount = product?.minAmount ?? USUAL_AMOUNT
    const period = product?.defaultPeriod ?? product?.periodOptions[0] ?? USUAL_PERIOD
    const { productCode, currency, merchantDomainName, redirectHosts, country } = account
    await ask("calculation", () => inbank.calculations.create({ productCode, currency, amount, period }))
    const purchaseReference = `contract-test-${Date.now()}`
    const created = await ask("created_session", () =>
      inbank.posSessions.create({
        productCode,
        totalAmount: amount,
        currency,
        locale: account.locale,
        partnerUrls: {
          returnUrl: `${account.backendUrl}/inbank/return/contract-test`,
          cancelUrl: `${account.backendUrl}/inbank/cancel/contract-test`,
          callbackUrl: `${account.backendUrl}/hooks/inbank/contract-test`,
        },
        purchase: {
          purchaseReference,
          description: `Purchase at ${merchantDomainName}`,
          merchant: { merchantDomainName },
        },
        validUntil: new Date(Date.now() + SESSION_LIFE_MS),
      }),
    )
    if (created) await ask("session", () => inbank.posSessions.get(created.uuid))
    await ask("unknown_session", () => inbank.posSessions.get(randomUUID()))
    await ask("unknown_contract", () => inbank.contracts.get(randomUUID()))
    await ask("bad_key", () => stranger.posSessions.get(created?.uuid ?? randomUUID()))
    await ask("bad_body", () =>
      inbank.posSessions.create({
        productCode: "",
        totalAmount: "0",
        currency: "",
        locale: "",
        partnerUrls: { returnUrl: "", cancelUrl: "", callbackUrl: "" },
        purchase: { purchaseReference: "" },
      }),
    )
    const atInbank = new URL(account.baseUrl).hostname.endsWith(`.inbank.${country}`)
    const asked = {
      country,
      redirectHosts,
      atInbank,
      amount,
      currency,
      purchaseReference,
      merchantDomainName,
    }
    return { asked, answers }
  } finally {
    inbank.close()
    stranger.close()
    await recorder.close()
  }
}

function clientOf(account: Account, recorder: Recorder, apiKey: string): InbankClient {
  return new InbankClient({ baseUrl: recorder.url, shopUuid: account.shopUuid, apiKey })
}
