/**
 * How a merchant's act ended when it is answered with 400 and a sentence. Machines read it as `code` beside Medusa's
 * `message`. Public (docs/after-sale.md).
 */
export type ActOutcome =
  /** Approved: Inbank is activating the contract, and the payment is captured automatically as soon as it is active. */
  | "activating"
  | "not_captured"
  /** The refund has begun and is finished automatically. */
  | "not_refunded_yet"
  | "not_refunded"
  | "not_recorded"
  | "order_not_cancelled"
  | "contract_not_cancelled"
  /** Inbank was asked, and whether it cancelled is not known. */
  | "cancellation_not_known"
  /** The order's contract is granted and not captured: a change of the order would lose it. */
  | "capture_first"
  | "not_adopted"
