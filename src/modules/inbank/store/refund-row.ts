import type { RefundMethod } from "../../../domain/after-sale/refund"
import type { Lease } from "./lease-store"

/** A row of `inbank_refund` as it lies in the table: one refund that somebody wanted. */
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

/** One in progress that is ours for the moment. */
export interface HeldRefund extends RefundRow {
  lease: Lease
}
