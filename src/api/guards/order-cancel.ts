import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { contractStatus, standing } from "../../domain/lifecycle"
import { inbankSide } from "../../modules/inbank/store"
import { inbankFrom } from "../../settle/inbank"

/**
 * Keeps Medusa from cancelling an order that Inbank has paid for: its cancel would book a refund that never happened
 * and call it done, whatever the provider says. A contract that is only granted is cancelled by `settle` afterwards.
 */
export async function guardOrderCancel(
  req: MedusaRequest,
  _res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const { accounts, store } = inbankFrom(req.scope)
  for (const row of await store.sessions.listForOrder(req.params.id ?? "")) {
    const account = accounts.get(row.account_id)
    const where = account && standing(inbankSide(row, account))
    const portal = account ? ` (${account.partnerPortalUrl})` : ""
    const off = contractStatus(row.contract_status) === "terminated"
    const captured = row.payment_id !== null && (await store.payments.isCaptured(row.payment_id))
    if (captured || (!off && (where === "financed" || where === "activating"))) {
      return next(
        new MedusaError(
          MedusaError.Types.NOT_ALLOWED,
          `Inbank has paid for this order (reference ${row.id}), so it cannot be cancelled in Medusa. Withdraw the contract in the Partner Portal${portal}; the order stays as a record.`,
        ),
      )
    }
  }
  next()
}
