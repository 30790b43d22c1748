import { z } from "zod"
import type { Api } from "../http/api"
import type { CallOptions } from "../http/call-options"
import {
  boolean,
  decimal,
  integer,
  integers,
  isRecord,
  neededText,
  text,
  texts,
  unwrapped,
} from "../http/parsing"
import { PATHS } from "../http/paths"

/** One Inbank product of the shop. Amounts are major units as exact decimal strings. */
export interface Product {
  code: string
  name?: string
  /** SEEN: `hire_purchase`. The words for Split into parts and Pay next month are UNKNOWN. */
  type?: string
  /** The price range. Inbank must not be offered outside it. */
  minAmount?: string
  maxAmount?: string
  minFinanceableAmount?: string
  maxFinanceableAmount?: string
  /** Months that the shopper may choose from; empty when Inbank named none. */
  periodOptions: number[]
  defaultPeriod?: number
  /** Days of the month on which instalments may fall due; empty when Inbank named none. */
  paymentDayOptions: number[]
  defaultPaymentDay?: number
  downPaymentEnabled?: boolean
  /** Whether a contract waits for the merchant's approval. Absent when Inbank did not say. */
  contractActivationRequiresPartnerApproval?: boolean
  payoutToMerchant?: boolean
  /** Which additional fields Inbank expects, e.g. `purchase.description`. */
  applicationRequiredParams: string[]
  /** YYYY-MM-DD. */
  validFrom?: string
  validTo?: string
}

const productAnswer = unwrapped(
  "product",
  // `parameters` holds most of it; the samples differ in which fields are inside it and which beside it.
  z.preprocess(
    (value) =>
      isRecord(value) && isRecord(value["parameters"]) ? { ...value["parameters"], ...value } : value,
    z.object({
      code: neededText,
      name: text,
      type: text,
      minAmount: decimal,
      maxAmount: decimal,
      minFinanceableAmount: decimal,
      maxFinanceableAmount: decimal,
      periodOptions: integers,
      defaultPeriod: integer,
      paymentDayOptions: integers,
      defaultPaymentDay: integer,
      downPaymentEnabled: boolean,
      contractActivationRequiresPartnerApproval: boolean,
      payoutToMerchant: boolean,
      applicationRequiredParams: texts,
      validFrom: text,
      validTo: text,
    }),
  ),
)

export class Products {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * A product's price range, periods and rules. SEEN: `product` around it in the documentation, without it in a v2
   * sample; both are read.
   *
   * @throws InbankError; `not_found` when the shop has no such product.
   * @see https://docs.inbank.eu/api/additional-api-flow/additional-endpoints/getproducts.md
   */
  async get(productCode: string, call?: CallOptions): Promise<Product> {
    return this.#api.ask(
      { method: "GET", path: PATHS.products, values: { productCode }, answer: productAnswer },
      call,
    )
  }
}
