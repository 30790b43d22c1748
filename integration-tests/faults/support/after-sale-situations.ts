import type { Answer } from "../../../test-kit/http"
import type { Admin, AdminOrder } from "../../support/admin"
import type { KillPoint } from "./kill-point"

/** Major units. */
export const PART = 30

/** A button of the order's page. */
export type Press = (admin: Admin, order: AdminOrder) => Promise<Answer>
export const refundAll: Press = async (admin, order) => await admin.refund(order)
export const refundPart: Press = async (admin, order) => await admin.refund(order, PART)
export const cancel: Press = async (admin, order) => await admin.cancel(order)

const WITHDRAWAL = "POST /contracts/merchant-withdrawal"
const DRAFT = "POST /contracts/versions"
const CONFIRMATION = "POST /contracts/versions/confirm"
const CANCELLATION = "POST /contracts/cancel"

/** How far the work on some sales has come when the store is killed. */
export interface Situation {
  when: string
  point: KillPoint
  /** What was on its way then reaches Inbank only after everything else. */
  arrivesLast?: boolean
}

export const BEFORE_LEDGER = "before the ledger knew of a refund"

export const REFUND: Situation[] = [
  {
    when: "while its withdrawal is on the way",
    point: { asks: WITHDRAWAL, hangs: "hang_before" },
    arrivesLast: true,
  },
  { when: "after Inbank withdrew the contract", point: { asks: WITHDRAWAL, hangs: "hang_after" } },
  {
    when: "after the ledger knew of its withdrawal and before Medusa did",
    point: { writes: "order_transaction" },
  },
  { when: "in the midst of Medusa's own booking", point: { writes: "order" } },
  { when: BEFORE_LEDGER, point: { writes: "inbank_refund" } },
  // The last that is begun: nobody waits as short a time as for this answer.
  { when: "before its withdrawal was sent", point: { asks: "GET /pos-sessions", hangs: "hang_before" } },
]
export const PART_REFUND: Situation[] = [
  {
    when: "after Inbank made a draft and before the ledger knew it",
    point: { asks: DRAFT, hangs: "hang_after" },
  },
  {
    when: "while the confirmation is on the way",
    point: { asks: CONFIRMATION, hangs: "hang_before" },
    arrivesLast: true,
  },
  { when: "after Inbank took the confirmation", point: { asks: CONFIRMATION, hangs: "hang_after" } },
  {
    when: "after the ledger knew of the return and before Medusa did",
    point: { writes: "order_transaction" },
  },
  {
    when: "after the ledger knew the draft and before its confirmation",
    point: { writes: "inbank_event" },
  },
]
export const CANCELLING: Situation[] = [
  { when: "after Inbank cancelled the contract", point: { asks: CANCELLATION, hangs: "hang_after" } },
  { when: "in the midst of Medusa's own cancellation", point: { writes: "order" } },
]
export const CANCELLING_PAID: Situation[] = [
  {
    when: "after Inbank withdrew the contract of an order that is cancelled",
    point: { asks: WITHDRAWAL, hangs: "hang_after" },
  },
  {
    when: "after Medusa had booked it and before the order was cancelled",
    point: { writes: "order_change" },
  },
  { when: "after the ledger knew that and before Medusa did", point: { writes: "order_transaction" } },
]
