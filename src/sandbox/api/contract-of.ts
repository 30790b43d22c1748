import { ApiError } from "./http/api-error"
import type { ApiRequest } from "./gateway"
import type { ApiAnswer } from "./http/reply"
import type { Ledger } from "../bank/ledger"
import { NotPossible } from "../bank/not-possible"
import type { SandboxContract } from "../bank/records"

/** The contract of a GET. */
export function contractToRead(ledger: Ledger, request: ApiRequest): SandboxContract {
  const contract = find(ledger, request)
  if (!contract) throw ApiError.notFound("contract_not_found")
  refusePayNextMonth(ledger, contract, "contract_not_readable")
  return contract
}

/** The contract of a POST; `refusal` is the code with which that POST is refused. */
export function contractToAct(ledger: Ledger, request: ApiRequest, refusal: string): SandboxContract {
  const contract = find(ledger, request)
  if (!contract) throw ApiError.notFound()
  refusePayNextMonth(ledger, contract, refusal)
  return contract
}

/** Answers 204 once the step is done, 422 when it is not possible. */
export function noContent(refusal: string, step: () => unknown): ApiAnswer {
  try {
    step()
    return { status: 204 }
  } catch (error) {
    throw error instanceof NotPossible ? ApiError.unprocessable([refusal], error.message) : error
  }
}

function find(ledger: Ledger, { shop, uuid }: ApiRequest): SandboxContract | undefined {
  const contract = ledger.findContract(uuid)
  return contract?.shopUuid === shop.shopUuid ? contract : undefined
}

/**
 * Inbank says only that GET /contracts must not be used. INFERRED: no other call to a contract may be made either. The
 * 422 is the sandbox's own invention.
 */
function refusePayNextMonth(ledger: Ledger, contract: SandboxContract, code: string): void {
  if (!ledger.isPayNextMonth(contract)) return
  throw ApiError.unprocessable(
    [code],
    "Calls to a contract must not be used with Pay next month; this answer is the sandbox's own invention.",
  )
}
