import type { Approval } from "../account/approval"
import type { AbandonReason } from "./close-reason"
import type { Observed } from "./lifecycle"

/** What our row and Inbank's last answers say. */
export interface InbankState extends Observed {
  approval: Approval
  /** After this many days a human should know that a granted contract waits; 0: never. */
  approvalReminderDays: number
  /** False when Inbank's own total or currency differs from what we asked for. */
  amountAgrees: boolean
  /** False until GET /pos-sessions has named the contract. */
  hasContract: boolean
  /**
   * Why we abandoned the contract, if we did: no order is placed with it any more, whatever happens to the cart
   * afterwards.
   */
  abandoned: AbandonReason | null
  /** The merchant has said that the customer repaid the contract early: the money was earned. */
  repaidEarly: boolean
  /** When we last saw a change of Inbank's words. */
  changedAt: Date | null
}
