import "../client/supported-node"
import { EntitySchema } from "typeorm"
import type { SessionColumns } from "../domain/session/reading"

/** One session at Inbank and the cart and order that it pays for. Amounts in major units. No personal data. */
export interface InbankSession extends SessionColumns {
  /** Inbank knows it as `purchaseReference`. */
  id: string
  account_id: string
  product_code: string
  locale: string
  /** The hash of the callback's token: the token itself is not kept. */
  token_hash: string
  cart_id: string
  valid_until: Date
  pos_session_uuid: string | null
  redirect_url: string | null
  contract_number: string | null
  /** When we last asked Inbank to end the contract for a refund, if Inbank may have done so. */
  withdrawal_sent_at: Date | null
  /** What needs a human, by name. */
  problems: string | null
  failures: number
  last_error: string | null
  rung_at: Date | null
  next_check_at: Date | null
  checked_at: Date | null
  /** The cart's lease; it is kept on the cart's oldest row. */
  lease_token: string | null
  lease_until: Date | null
  created_at: Date
  updated_at: Date
}

const text = { type: "text" } as const
const optionalText = { type: "text", nullable: true } as const
const optionalTime = { type: "timestamptz", nullable: true } as const
const amount = { type: "numeric", precision: 20, scale: 2 } as const

export const InbankSessionSchema = new EntitySchema<InbankSession>({
  name: "InbankSession",
  tableName: "inbank_session",
  columns: {
    id: { type: "text", primary: true },
    account_id: text,
    shop_uuid: text,
    environment: text,
    product_code: text,
    locale: text,
    token_hash: text,
    cart_id: text,
    order_id: optionalText,
    amount,
    currency: text,
    valid_until: { type: "timestamptz" },
    pos_session_uuid: optionalText,
    redirect_url: optionalText,
    contract_uuid: optionalText,
    contract_number: optionalText,
    session_status: optionalText,
    contract_status: optionalText,
    inbank_amount: { ...amount, nullable: true },
    inbank_currency: optionalText,
    closed_reason: optionalText,
    order_refusal: optionalText,
    withdrawal_sent_at: optionalTime,
    problems: optionalText,
    failures: { type: "integer", default: 0 },
    last_error: optionalText,
    rung_at: optionalTime,
    next_check_at: optionalTime,
    checked_at: optionalTime,
    changed_at: optionalTime,
    lease_token: optionalText,
    lease_until: optionalTime,
    created_at: { type: "timestamptz", createDate: true },
    updated_at: { type: "timestamptz", updateDate: true },
  },
})
