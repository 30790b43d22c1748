import type { AuthenticatedMedusaRequest, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { closeReason, mayStillBeOrdered } from "../../../../../domain/session/close-reason"
import { cartOf, type Orphan, type SessionRow } from "../../../../../modules/inbank/store"
import { adopt, type Adopted, type AdoptionRequest } from "../../../../../services/merchant/adopt-session"
import { pluginContext } from "../../../../../services/context"
import { parse, typedText } from "../../refusals"

const text = (meaning: string) => typedText(`must be ${meaning}`).min(1, `must be ${meaning}`)

/** Strict: if a misspelt `cart_id` were ignored, the contract would be abandoned. */
const bodySchema = z
  .strictObject(
    {
      account_id: text('the id of a provider, e.g. "pp_inbank_ee"'),
      pos_session_uuid: z.guid("must be the uuid of a session at Inbank"),
      purchase_reference: text("the reference that Inbank has for the purchase").optional(),
      cart_id: text("the id of a cart").optional(),
    },
    "must be an object of account_id, pos_session_uuid and, where needed, purchase_reference and cart_id",
  )
  .transform((body): AdoptionRequest => ({
    accountId: body.account_id,
    posSessionUuid: body.pos_session_uuid,
    purchaseReference: body.purchase_reference,
    cartId: body.cart_id,
  }))

export interface AdoptionAnswer {
  session: {
    id: string
    account_id: string
    session_status: string | null
    contract_status: string | null
    order_id: string | null
    closed_reason: string | null
    /** Null when the session's cart is gone. */
    cart_id: string | null
  }
  adopted: Adopted
  /** What happens next, in a sentence or two. */
  message: string
}

/**
 * Sessions that Inbank called about and this store does not know: what can be adopted, as far as callbacks showed it.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse<{ orphans: Orphan[] }>): Promise<void> {
  res.json({ orphans: await pluginContext(req.scope).store.orphans.list() })
}

/** Adopts a session of today after the store was restored from yesterday's backup (docs/operations.md). */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdoptionAnswer>,
): Promise<void> {
  const { row, adopted } = await adopt(req.scope, parse(bodySchema, req.body), req.auth_context.actor_id)
  const { account_id, session_status, contract_status, order_id, closed_reason } = row
  const session = { id: row.id, account_id, session_status, contract_status, order_id, closed_reason }
  res.json({ session: { ...session, cart_id: cartOf(row) }, adopted, message: whatNext(row) })
}

function whatNext(row: SessionRow): string {
  if (row.order_id) return `Its order is ${row.order_id}.`
  const cartId = cartOf(row)
  if (cartId === null) {
    return "It stands for a cart that is gone: a contract that is only granted is cancelled, and the customer is free again; one that is financed is shown as the problem financed_without_order."
  }
  const closed = closeReason(row.closed_reason)
  if (closed && !mayStillBeOrdered(closed)) return `No order comes of it: ${closed}.`
  return `It stands for cart ${cartId}: the order is placed as soon as Inbank has said yes, if the cart still costs the same.`
}
