import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { STILL_ORDERED } from "../../../domain/session/close-reason"
export { forStorefront, inbankState, isMadeBy } from "../../../domain/session/reading"

/** One row of `inbank_session` as SQL gives it: amounts in major units as decimal strings. */
export interface SessionRow {
  id: string
  account_id: string
  shop_uuid: string
  environment: string
  product_code: string
  locale: string
  token_hash: string
  rung_at: Date | null
  next_check_at: Date | null
  failures: number
  last_error: string | null
  closed_reason: string | null
  order_refusal: string | null
  pos_session_uuid: string | null
  redirect_url: string | null
  contract_uuid: string | null
  contract_number: string | null
  session_status: string | null
  contract_status: string | null
  inbank_amount: string | null
  inbank_currency: string | null
  valid_until: Date
  checked_at: Date | null
  changed_at: Date | null
  payment_session_id: string | null
  payment_collection_id: string
  cart_id: string
  payment_id: string | null
  order_id: string | null
  amount: string
  currency: string
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

/** A row with the database's time when it was read. */
export type RowOfNow = SessionRow & { read_at: Date }

/** Open, or closed in a way that Inbank's yes still counts. */
export function notAbandoned(rows: Knex.QueryBuilder): void {
  void rows.whereNull("closed_reason").orWhereIn("closed_reason", [...STILL_ORDERED])
}
