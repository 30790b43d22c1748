import type { RefundMethod } from "../../../domain/after-sale/refund"
import type { Lease } from "./lease-store"

/** A row of `inbank_refund` as the table has it: one intended refund. */
export interface RefundRow {
  id: string
  session_id: string
  payment_id: string
  contract_uuid: string | null
  /** Major units. */
  amount: string
  currency: string
  status: "in_progress" | "done" | "failed"
  method: RefundMethod
  version_uuid: string | null
  limit_before: string | null
  sent_at: Date | null
  recorded_by: string | null
  reference: string | null
  last_error: string | null
  created_at: Date
  updated_at: Date
}

/** A refund in progress that this process holds. */
export interface HeldRefund extends RefundRow {
  lease: Lease
}
