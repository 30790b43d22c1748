import { toHundredths } from "./hundredths"

/** A non-personal calculation. Money in major units, rounded to hundredths; rates are fractions. */
export interface Calculation {
  readonly netCreditAmount: number
  readonly paymentAmountMonthly: number
  readonly totalCost: number
  readonly totalCostOfCredit: number
  readonly interestRateAnnual: number
  readonly creditCostRateAnnual: number
}

/** Plain annuity, no fees: real products add a contract fee and a monthly fee. */
export function calculate(
  annualRate: number,
  amount: number,
  period: number,
  downPaymentAmount = 0,
): Calculation {
  const netCreditAmount = toHundredths(amount - downPaymentAmount)
  const monthlyRate = annualRate / 12
  const exactPayment =
    monthlyRate === 0
      ? netCreditAmount / period
      : (netCreditAmount * monthlyRate) / (1 - (1 + monthlyRate) ** -period)
  const paymentAmountMonthly = toHundredths(exactPayment)
  // Equal payments rounded up or down by a cent must not add a cost to an interest-free purchase.
  const paidBack = annualRate === 0 ? netCreditAmount : toHundredths(paymentAmountMonthly * period)
  return {
    netCreditAmount,
    paymentAmountMonthly,
    totalCost: toHundredths(paidBack + downPaymentAmount),
    totalCostOfCredit: toHundredths(paidBack - netCreditAmount),
    interestRateAnnual: annualRate,
    creditCostRateAnnual: (1 + monthlyRate) ** 12 - 1,
  }
}
