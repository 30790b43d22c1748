import { ApiError } from "./http/api-error"
import type { ApiHandler } from "./gateway"
import { readPosSessionRequest } from "./pos-session-request"
import type { Ledger } from "../bank/ledger"
import type { SandboxSession } from "../bank/records"

export function createPosSession(ledger: Ledger): ApiHandler {
  return ({ shop, body }) => {
    const request = readPosSessionRequest(shop, body, ledger.now())
    return { status: 201, body: posSessionBody(ledger.openSession(shop, request)) }
  }
}

export function getPosSession(ledger: Ledger): ApiHandler {
  return ({ shop, uuid }) => {
    const session = ledger.findSession(uuid)
    if (session?.shopUuid !== shop.shopUuid) throw ApiError.notFound()
    return { status: 200, body: posSessionBody(session) }
  }
}

/**
 * The echo of a session. `uuid`, `status`, the amount and the objects were seen; `redirectUrl`, `purchase`,
 * `validUntil`, and null or {} for what the shop did not send are INFERRED.
 */
function posSessionBody(session: SandboxSession): Record<string, unknown> {
  return {
    uuid: session.uuid,
    productCode: session.productCode,
    totalAmount: session.totalAmount,
    currency: session.currency,
    status: session.status,
    salespersonReference: session.salespersonReference ?? null,
    locale: session.locale,
    userIp: session.userIp ?? null,
    partnerUrls: session.partnerUrls,
    customerData: session.customerData ?? {},
    customerContactData: session.customerContactData ?? {},
    purchase: session.purchase,
    validUntil: session.validUntil,
    redirectUrl: session.redirectUrl,
    ...(session.creditApplicationUuid && { creditApplicationUuid: session.creditApplicationUuid }),
    ...(session.creditContractUuid && { creditContractUuid: session.creditContractUuid }),
  }
}
