import { ApiError } from "./http/api-error"
import {
  FieldReader,
  isAmount,
  isCurrency,
  isNotNegativeAmount,
  isText,
  isWholeNumber,
} from "./http/field-reader"
import type { ApiHandler } from "./gateway"
import { calculate, type Calculation } from "../bank/calculation"

const responseLevels = ["simple", "advanced", "payment_schedule"] as const
type ResponseLevel = (typeof responseLevels)[number]

export const createCalculation: ApiHandler = ({ shop, body }) => {
  const reader = FieldReader.of(body)
  const productCode = reader.required("productCode", isText)
  const amount = reader.required("amount", isAmount)
  const period = reader.required("period", isWholeNumber)
  const paymentDay = reader.optional("paymentDay", isPaymentDay) ?? 20
  const downPaymentAmount = reader.optional("downPaymentAmount", isNotNegativeAmount) ?? 0
  const currency = reader.optional("currency", isCurrency)
  const responseLevel =
    reader.optional("responseLevel", isResponseLevel, "does_not_have_a_valid_value") ?? "simple"
  const product = shop.products.find(({ code }) => code === productCode)

  if (productCode !== undefined && !product) reader.codes.push("product_not_found")
  if (product && amount !== undefined && (amount < product.minAmount || amount > product.maxAmount)) {
    reader.fault("amount", "is_out_of_range")
  }
  if (product && period !== undefined && !product.periodOptions.includes(period)) {
    reader.fault("period", "is_not_valid")
  }
  if (product && currency !== undefined && currency !== product.currency) {
    reader.fault("currency", "does_not_match_product")
  }
  if (amount !== undefined && downPaymentAmount >= amount) reader.fault("downPaymentAmount", "is_not_valid")
  if (reader.codes.length > 0 || !product || amount === undefined || period === undefined) {
    throw ApiError.unprocessable(reader.codes)
  }
  const calculation = calculate(product.annualRate, amount, period, downPaymentAmount)
  return {
    status: 201,
    body: {
      productCode: product.code,
      amount,
      period,
      downPaymentAmount,
      paymentDay,
      responseLevel,
      currency: product.currency,
      ...resultBody(calculation),
      ...(responseLevel === "simple" ? {} : { advanced: advancedBody(calculation) }),
    },
  }
}

/** INFERRED: Inbank's calculated values are strings in v3 as in the sample of v2. */
function resultBody(calculation: Calculation): Record<string, string> {
  return {
    paymentAmountMonthly: calculation.paymentAmountMonthly.toFixed(2),
    interestRateAnnual: calculation.interestRateAnnual.toFixed(4),
    creditCostRateAnnual: calculation.creditCostRateAnnual.toFixed(4),
    totalCost: calculation.totalCost.toFixed(2),
    totalCostOfCredit: calculation.totalCostOfCredit.toFixed(2),
  }
}

/**
 * INFERRED names. The level `payment_schedule` is tolerated and answered like `advanced`: the shape of the schedule is
 * UNKNOWN, so none is made up.
 */
function advancedBody(calculation: Calculation): Record<string, string> {
  return {
    interestAmountTotal: calculation.totalCostOfCredit.toFixed(2),
    contractFeeAmountTotal: "0.00",
    adminFeeAmountMonthly: "0.00",
    adminFeeAmountTotal: "0.00",
    insuranceFeeAmountTotal: "0.00",
    netCreditAmount: calculation.netCreditAmount.toFixed(2),
  }
}

function isResponseLevel(value: unknown): value is ResponseLevel {
  return responseLevels.some((level) => level === value)
}

function isPaymentDay(value: unknown): value is number {
  return isWholeNumber(value) && value >= 1 && value <= 31
}
