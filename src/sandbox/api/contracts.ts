import { ApiError } from "./api-error"
import type { ApiHandler, ApiRequest } from "./gateway"
import type { Bank } from "../bank/bank"
import { NotPossible } from "../bank/not-possible"
import type { ContractStatus, SandboxContract } from "../bank/records"

export function getContract(bank: Bank): ApiHandler {
  return (request) => {
    const contract = contractOf(bank, request)
    if (!contract) throw ApiError.notFound("contract_not_found")
    if (bank.isPayNextMonth(contract)) {
      // Inbank says only that this call must not be made; answering it with a 422 is the sandbox's own invention.
      throw ApiError.unprocessable(
        ["contract_not_readable"],
        "GET /contracts must not be used with Pay next month; this answer is the sandbox's own invention.",
      )
    }
    return { status: 200, body: contractBody(contract) }
  }
}

export function approveContract(bank: Bank): ApiHandler {
  return (request) => {
    const contract = contractOf(bank, request)
    if (!contract) throw ApiError.notFound()
    return noContent("can_not_approve", () => bank.merchantApprove(contract.uuid))
  }
}

export function cancelContract(bank: Bank): ApiHandler {
  return (request) => {
    const contract = contractOf(bank, request)
    if (!contract) throw ApiError.notFound()
    return noContent("can_not_cancel", () => bank.merchantCancel(contract.uuid))
  }
}

function contractOf(bank: Bank, { shop, uuid }: ApiRequest): SandboxContract | undefined {
  const contract = bank.ledger.findContract(uuid)
  return contract?.shopUuid === shop.shopUuid ? contract : undefined
}

function noContent(refusal: string, step: () => unknown): { status: number } {
  try {
    step()
    return { status: 204 }
  } catch (error) {
    throw error instanceof NotPossible ? ApiError.unprocessable([refusal]) : error
  }
}

/** Seen, but for `terminated`, whose word is UNKNOWN. */
const processStatus: Record<ContractStatus, string> = {
  unsigned: "waiting_for_customer_digital_verification",
  signed: "waiting_for_partners_confirmation",
  activated: "activated",
  terminated: "terminated",
}

/** Inbank documents every field as a string but `withdrawable` and `identificationSatisfied`. */
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
    // INFERRED: an active contract may be withdrawn from, any other not.
    withdrawable: contract.status === "activated",
    identificationSatisfied: signed,
  }
}
