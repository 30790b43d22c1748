import { z } from "zod"
import type { Api } from "../http/api"
import type { CallOptions } from "../http/call-options"
import { decimal, integer, neededDecimal, text, unwrapped } from "../http/parsing"
import { PATHS } from "../http/paths"
import { writeAmount, writeInteger } from "../http/writing"

export interface CalculationRequest {
  productCode: string
  /** The whole sum to be financed, down payment included: major units as a decimal string, e.g. "129.90". */
  amount: string
  /** Months. */
  period: number
  /** ISO code in upper case. */
  currency: string
  /** Day of the month on which instalments fall due; Inbank takes the product's default when absent. */
  paymentDay?: number
  /** Major units as a decimal string. */
  downPaymentAmount?: string
}

/**
 * A first, non-personal calculation: it must be shown as preliminary, because e-POS gives the real terms. Amounts are
 * major units as exact decimal strings.
 */
export interface Calculation {
  productCode: string
  amount: string
  period: number
  currency: string
  paymentAmountMonthly: string
  /** Inbank's own figure. Its unit (fraction or per cent) is UNKNOWN in v3: do not show it before a check on demo. */
  interestRateAnnual?: string
  /** Inbank's own figure, unit UNKNOWN like {@link interestRateAnnual}. */
  creditCostRateAnnual?: string
  /** INFERRED name (v2: `total_cost`). */
  totalCost?: string
  /** INFERRED name (v2: `total_cost_of_credit`). */
  totalCostOfCredit?: string
  downPaymentAmount?: string
  paymentDay?: number
}

const calculationAnswer = unwrapped(
  "calculation",
  z.object({
    productCode: text,
    amount: decimal,
    period: integer,
    currency: text,
    paymentAmountMonthly: neededDecimal,
    interestRateAnnual: decimal,
    creditCostRateAnnual: decimal,
    totalCost: decimal,
    totalCostOfCredit: decimal,
    downPaymentAmount: decimal,
    paymentDay: integer,
  }),
)

export class Calculations {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * A preliminary calculation for a price. Answered with 201. What Inbank does not repeat (product, amount, period,
   * currency) is taken from the request. Keep the answer: cache it, and debounce what a shopper types.
   *
   * @throws InbankError; `rejected` with codes when amount or period are outside the product's limits.
   * @see https://docs.inbank.eu/api/epos-flow/other/postcalculation
   */
  async create(input: CalculationRequest, call?: CallOptions): Promise<Calculation> {
    const answer = await this.#api.ask(
      {
        method: "POST",
        path: PATHS.calculations,
        body: () => calculationBody(input),
        answer: calculationAnswer,
      },
      call,
    )
    return {
      ...answer,
      productCode: answer.productCode ?? input.productCode,
      amount: answer.amount ?? input.amount,
      period: answer.period ?? input.period,
      currency: answer.currency ?? input.currency,
    }
  }
}

function calculationBody(input: CalculationRequest): object {
  const { paymentDay, downPaymentAmount } = input
  return {
    productCode: input.productCode,
    amount: writeAmount("amount", input.amount),
    period: writeInteger("period", input.period),
    currency: input.currency,
    ...(paymentDay === undefined ? {} : { paymentDay: writeInteger("paymentDay", paymentDay) }),
    ...(downPaymentAmount === undefined
      ? {}
      : { downPaymentAmount: writeAmount("downPaymentAmount", downPaymentAmount) }),
    // Inbank asks for the smallest level that is enough.
    responseLevel: "simple",
  }
}
