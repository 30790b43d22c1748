import type { Problem } from "../domain/plan/outcome"

/** Problems that only people can solve: those that a plan finds, and those that a pass finds. */
export type MerchantProblem =
  | Problem
  | "account_changed"
  | "order_not_placed"
  | "paid_without_order"
  | "unknown_to_inbank"

/** What a merchant reads about it in the log. Medusa 1 has no page of ours to show it on. */
export const PROBLEM_SENTENCES: Record<MerchantProblem, string> = {
  account_changed:
    "The session was made for another shop or environment. Put the former options back until it is over.",
  amount_mismatch: "Inbank's amount is not the order's. Do not ship; compare both in the Partner Portal.",
  approval_overdue:
    "A granted contract has waited for its approval for longer than `approvalReminderDays`. Capture the order's payment if the goods are handed over or will be, or cancel the order; Inbank pays only what is approved.",
  approve_or_cancel:
    "The payment is gone, the contract is granted still. Approve or cancel it in the Partner Portal.",
  contract_not_active:
    "The contract is completed but not active. Look it up in the Partner Portal before you ship.",
  contract_terminated:
    "The contract of a paid order has ended. If it was withdrawn, refund the order in full in Medusa; if the customer repaid it early, nothing is to be done.",
  do_not_ship:
    "Inbank does not finance this order any more. Do not ship; agree another payment with the customer.",
  financed_order_canceled:
    "The order is cancelled, but Inbank has paid. Withdraw the contract in the Partner Portal.",
  financed_without_order:
    "Inbank has paid, but there is no order to pay. Make one by hand, or withdraw the contract in the Partner Portal.",
  order_not_placed:
    "Inbank has granted the contract, but Medusa refuses the order. Mend what it says, or cancel the contract in the Partner Portal.",
  order_total_changed:
    "What the order costs was changed after the customer signed, so its contract is not approved. Take the change back, or cancel the order and let the customer order anew.",
  ordered_twice: "Two orders were made of one cart. Cancel one of them.",
  paid_twice: "The order was paid by another method as well. Withdraw the contract in the Partner Portal.",
  paid_without_order:
    "Inbank has paid for a cart that never becomes an order, such as a swap's. Withdraw the contract in the Partner Portal.",
  terminated_without_order: "The contract has ended and no order was placed with it.",
  unknown_to_inbank:
    "Inbank does not know this session. Are shop, environment and API key those that it was made with?",
  unknown_status:
    "Inbank says a word that this version does not know. Look the contract up in the Partner Portal.",
}
