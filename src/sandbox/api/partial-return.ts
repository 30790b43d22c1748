import { ApiError } from "./http/api-error"
import { contractToAct, contractToRead, noContent } from "./contract-of"
import { FieldReader, isAmount, isText } from "./http/field-reader"
import type { ApiHandler } from "./gateway"
import type { AfterSale, WhyNoReturn } from "../bank/after-sale"
import { calculate } from "../bank/calculation"
import type { Ledger } from "../bank/ledger"
import type { SandboxContractVersion } from "../bank/records"
import { defaultPeriodOf } from "../shops"

const partialReturn = "PARTIAL_RETURN"

/** INFERRED: Inbank's two rules were seen, its codes were not. */
const refusals: Record<WhyNoReturn, string> = {
  not_activated: "contract_not_activated",
  too_early: "partial_return_too_early",
  not_paid_out: "contract_not_paid_out",
}

/** `options` was seen, its contents were not: the fields are the sandbox's own. */
export function getChangeOptions(ledger: Ledger, afterSale: AfterSale): ApiHandler {
  return (request) => {
    const { uuid } = contractToRead(ledger, request)
    const { min, max } = afterSale.returnRange(uuid)
    const allowed = afterSale.whyNoReturn(uuid) === undefined && min <= max
    const range = { minReturnAmount: min, maxReturnAmount: max }
    return { status: 200, body: { options: { partialReturn: { allowed, ...(allowed ? range : {}) } } } }
  }
}

export function createVersion(ledger: Ledger, afterSale: AfterSale): ApiHandler {
  return (request) => {
    const { uuid } = contractToAct(ledger, request, "can_not_return")
    const returnAmount = readReturnAmount(request.body)
    const whyNot = afterSale.whyNoReturn(uuid)
    if (whyNot !== undefined) throw ApiError.unprocessable([refusals[whyNot]])
    const { min, max } = afterSale.returnRange(uuid)
    if (returnAmount < min || returnAmount > max) {
      throw ApiError.unprocessable(["return_amount_is_out_of_range"])
    }
    return { status: 201, body: versionBody(afterSale.draftReturn(uuid, returnAmount)) }
  }
}

/** The schedule after the return is confirmed. */
export function getPaymentSchedule(ledger: Ledger): ApiHandler {
  return (request) => {
    const contract = contractToRead(ledger, request)
    const version = contract.versions.find(
      ({ paymentScheduleUuid }) => paymentScheduleUuid === request.partUuid,
    )
    if (!version) throw ApiError.notFound("payment_schedule_not_found")
    const product = ledger.productOf(contract)
    const period = ledger.sessionOf(contract)?.period ?? defaultPeriodOf(product)
    return { status: 200, body: scheduleBody(version, product.annualRate, period) }
  }
}

/** Method and address are UNKNOWN; the 204 and the code are INFERRED from the merchant's approval. */
export function confirmVersion(ledger: Ledger, afterSale: AfterSale): ApiHandler {
  const refusal = "can_not_confirm"
  return (request) => {
    const contract = contractToAct(ledger, request, refusal)
    const version = contract.versions.find(({ uuid }) => uuid === request.partUuid)
    if (!version) throw ApiError.notFound()
    return noContent(refusal, () => afterSale.confirmReturn(contract.uuid, version.uuid))
  }
}

/** The amount to return, or a 422 with every error's code. INFERRED, as in the field reader. */
function readReturnAmount(body: unknown): number {
  const reader = FieldReader.of(body)
  const details = reader.nested("contractChangeDetails", "required")
  const type = details?.required("type", isText)
  if (type !== undefined && type !== partialReturn) details?.fault("type", "does_not_have_a_valid_value")
  const returnAmount = details?.required("returnAmount", isAmount)
  if (reader.codes.length > 0 || returnAmount === undefined) throw ApiError.unprocessable(reader.codes)
  return returnAmount
}

/** The fields were seen, except the end of the list; the word `draft` and who created it are INFERRED. */
function versionBody(version: SandboxContractVersion): Record<string, unknown> {
  return {
    uuid: version.uuid,
    status: version.status,
    createdAt: version.createdAt,
    sourceContractChange: {
      uuid: version.changeUuid,
      fromContractVersionUuid: version.fromVersionUuid,
      toContractVersionUuid: version.uuid,
      createdAt: version.createdAt,
      entityCreatedBy: "partner_api",
      contractChangeDetails: {
        type: partialReturn,
        uuid: version.changeDetailsUuid,
        returnAmount: version.returnAmount,
      },
    },
    pricingUuid: version.pricingUuid,
    paymentScheduleUuid: version.paymentScheduleUuid,
  }
}

/**
 * All strings, as documented, except the end of the list. Calculated as if the contract had the smaller amount from the
 * start: how Inbank spreads what remains is UNKNOWN.
 */
function scheduleBody(
  { paymentScheduleUuid, remainingAmount }: SandboxContractVersion,
  annualRate: number,
  period: number,
): Record<string, string> {
  const calculation = calculate(annualRate, remainingAmount, period)
  return {
    uuid: paymentScheduleUuid,
    responseLevel: "simple",
    period: String(period),
    amount: remainingAmount.toFixed(2),
    paymentDay: "20",
    downPaymentAmountTotal: "0.00",
    netCreditAmount: calculation.netCreditAmount.toFixed(2),
    paymentAmountMonthly: calculation.paymentAmountMonthly.toFixed(2),
    interestRateAnnual: calculation.interestRateAnnual.toFixed(4),
    contractFeeAmountTotal: "0.00",
    adminFeeAmountMonthly: "0.00",
    adminFeeAmountTotal: "0.00",
    insuranceFeeAmountTotal: "0.00",
    creditCostRateAnnual: calculation.creditCostRateAnnual.toFixed(4),
    creditCostAmountTotal: calculation.totalCostOfCredit.toFixed(2),
    residualAmountTotal: "0.00",
    residualAmountPrc: "0.00",
    interestBearingAmount: calculation.netCreditAmount.toFixed(2),
  }
}
