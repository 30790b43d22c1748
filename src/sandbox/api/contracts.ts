import { contractToAct, contractToRead, noContent } from "./contract-of"
import type { ApiHandler } from "./gateway"
import { isWithdrawable, type AfterSale } from "../bank/after-sale"
import type { Bank } from "../bank/bank"
import type { Ledger } from "../bank/ledger"
import type { ContractStatus, SandboxContract } from "../bank/records"

export function getContract(ledger: Ledger): ApiHandler {
  return (request) => ({ status: 200, body: contractBody(contractToRead(ledger, request)) })
}

export function approveContract(bank: Bank): ApiHandler {
  const refusal = "can_not_approve"
  return (request) => {
    const { uuid } = contractToAct(bank.ledger, request, refusal)
    return noContent(refusal, () => bank.merchantApprove(uuid))
  }
}

export function cancelContract(bank: Bank): ApiHandler {
  const refusal = "can_not_cancel"
  return (request) => {
    const { uuid } = contractToAct(bank.ledger, request, refusal)
    return noContent(refusal, () => bank.merchantCancel(uuid))
  }
}

/** INFERRED: the address, the missing body, the 204, and the code (from `can_not_cancel`, which was seen). */
export function withdrawContract(ledger: Ledger, afterSale: AfterSale): ApiHandler {
  const refusal = "can_not_withdraw"
  return (request) => {
    const { uuid } = contractToAct(ledger, request, refusal)
    return noContent(refusal, () => afterSale.withdrawByApi(uuid))
  }
}

/** Seen, except `terminated`, whose word is UNKNOWN. */
const processStatus: Record<ContractStatus, string> = {
  unsigned: "waiting_for_customer_digital_verification",
  signed: "waiting_for_partners_confirmation",
  activated: "activated",
  terminated: "terminated",
}

/** Inbank documents every field as a string except `withdrawable` and `identificationSatisfied`. */
function contractBody(contract: SandboxContract): Record<string, unknown> {
  const signed = contract.signedAt !== undefined
  return {
    uuid: contract.uuid,
    number: contract.number,
    status: contract.status,
    processStatus: processStatus[contract.status],
    productCode: contract.productCode,
    customerUuid: contract.customerUuid,
    creditApplicationContractReferenceUuid: contract.creditApplicationUuid,
    customerSigned: String(signed),
    repSigned: String(signed),
    signedAt: contract.signedAt ?? null,
    partnerApprovalAt: contract.partnerApprovalAt ?? null,
    activatedAt: contract.activatedAt ?? null,
    activatorName: null,
    terminatedAt: contract.terminatedAt ?? null,
    terminationReason: contract.terminationReason ?? null,
    consolidationLoans: null,
    payoutBankAccount: null,
    repaymentIban: null,
    withdrawable: isWithdrawable(contract),
    identificationSatisfied: signed,
  }
}
