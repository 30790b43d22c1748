import { z } from "zod"
import type { Api } from "../http/api"
import type { CallOptions } from "../http/call-options"
import { decimal, firstPresent, isRecord, neededText, neededWord, text, unwrapped } from "../http/parsing"
import { PATHS } from "../http/paths"
import { sameUuid } from "./same-uuid"
import { isFilled, writeAmount, writeTime } from "../http/writing"

export interface PosSessionRequest {
  productCode: string
  /**
   * The whole sum that the shopper pays, shipping and discounts included: major units as a decimal string, e.g.
   * "129.90".
   */
  totalAmount: string
  /** ISO code in upper case. */
  currency: string
  /** As Inbank writes it, e.g. `et-ET`: see COUNTRIES. */
  locale: string
  partnerUrls: {
    /** The browser comes back here whatever the outcome, a refusal included. */
    returnUrl: string
    /** The browser comes here when the shopper chose to cancel. */
    cancelUrl: string
    /** Inbank's server calls here. */
    callbackUrl: string
  }
  purchase: {
    /** Our unique id. Maximum length UNKNOWN: keep it within 64 characters. */
    purchaseReference: string
    /** Maximum length UNKNOWN: keep it within 255 characters. */
    description?: string
    /** INFERRED v3 name; v2 `purchase.merchant.merchant_domain_name` was seen. */
    merchant?: { merchantDomainName: string }
  }
  /** After this the shopper can no longer complete. Inbank's default when absent is UNKNOWN. */
  validUntil?: Date
  /** The shopper's address as the shop sees it. */
  userIp?: string
  /** Prefilled in e-POS. Sent only when both are there: Inbank refuses a half-filled object. */
  customerContactData?: { email: string; mobile: string }
}

/** A session that was just made. */
export interface CreatedPosSession {
  uuid: string
  /** Where to send the shopper. The host is NOT checked here: the caller has the allow-list. */
  redirectUrl: string
}

/** What Inbank says about a session. Personal data in the answer is dropped. */
export interface PosSession {
  uuid: string
  /** As Inbank said it, in lower case, unknown words kept. SEEN: pending, granted, completed, declined, cancelled, expired. */
  status: string
  productCode?: string
  /** Major units as an exact decimal string. */
  totalAmount?: string
  currency?: string
  /** The contract, for approval, cancelling and GET; present once there is one. */
  creditContractUuid?: string
  /** Present after the shopper submitted the application. */
  creditApplicationUuid?: string
  /** INFERRED: the echo of `purchase` was not seen in v3. */
  purchaseReference?: string
  /** INFERRED: the echo was not seen in v3. */
  validUntil?: string
  /** INFERRED in v3; SEEN in v2. */
  redirectUrl?: string
}

/** SEEN: prose says `posSessionUuid`, working v2 code and the GET echo say `uuid`. */
function flattened(value: unknown): unknown {
  if (!isRecord(value)) return value
  const purchase = isRecord(value["purchase"]) ? value["purchase"] : {}
  return {
    ...value,
    uuid: firstPresent(value["uuid"], value["posSessionUuid"]),
    purchaseReference: firstPresent(purchase["purchaseReference"], value["purchaseReference"]),
  }
}

const createdAnswer = unwrapped(
  "posSession",
  z.preprocess(flattened, z.object({ uuid: neededText, redirectUrl: neededText })),
)

const sessionAnswer = (asked: string) =>
  unwrapped(
    "posSession",
    z.preprocess(
      flattened,
      z.object({
        uuid: sameUuid(asked),
        status: neededWord,
        productCode: text,
        totalAmount: decimal,
        currency: text,
        creditContractUuid: text,
        creditApplicationUuid: text,
        purchaseReference: text,
        validUntil: text,
        redirectUrl: text,
      }),
    ),
  )

export class PosSessions {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * Begins a session; the shopper then goes to `redirectUrl`. There is no idempotency key: after an error with
   * `mayHaveActed` a session may exist whose address is lost.
   *
   * The required fields are merged from several pages; the e-POS page itself was not seen (INFERRED).
   *
   * @throws InbankError; `rejected` without a status when `totalAmount` or `validUntil` cannot be written.
   * @see https://docs.inbank.eu/api/smart-rent-flow/other/postpossessions
   */
  async create(input: PosSessionRequest, call?: CallOptions): Promise<CreatedPosSession> {
    return this.#api.ask(
      { method: "POST", path: PATHS.posSessions, body: () => posSessionBody(input), answer: createdAnswer },
      call,
    )
  }

  /**
   * The current state of a session. An answer about another session than the requested one is `malformed_answer`.
   *
   * @throws InbankError
   * @see https://docs.inbank.eu/api/epos-flow/other/getpossession
   */
  async get(posSessionUuid: string, call?: CallOptions): Promise<PosSession> {
    return this.#api.ask(
      {
        method: "GET",
        path: PATHS.posSession,
        values: { posSessionUuid },
        answer: sessionAnswer(posSessionUuid),
      },
      call,
    )
  }
}

/** An optional object is written completely or not at all: Inbank validates a half-filled one and refuses it. */
function posSessionBody(input: PosSessionRequest): object {
  const { partnerUrls, purchase, validUntil, userIp, customerContactData: contact } = input
  const domain = purchase.merchant?.merchantDomainName
  return {
    productCode: input.productCode,
    totalAmount: writeAmount("totalAmount", input.totalAmount),
    currency: input.currency,
    locale: input.locale,
    partnerUrls: {
      returnUrl: partnerUrls.returnUrl,
      cancelUrl: partnerUrls.cancelUrl,
      callbackUrl: partnerUrls.callbackUrl,
    },
    purchase: {
      purchaseReference: purchase.purchaseReference,
      ...(isFilled(purchase.description) ? { description: purchase.description } : {}),
      ...(isFilled(domain) ? { merchant: { merchantDomainName: domain } } : {}),
    },
    ...(validUntil === undefined ? {} : { validUntil: writeTime("validUntil", validUntil) }),
    ...(isFilled(userIp) ? { userIp } : {}),
    ...(contact !== undefined && isFilled(contact.email) && isFilled(contact.mobile)
      ? { customerContactData: { email: contact.email, mobile: contact.mobile } }
      : {}),
  }
}
