import type { ProblemKind } from "../problems"

/** What docs/problems.md says of each kind, in Markdown. */
export const PROBLEM_TEXTS: Record<ProblemKind, { happened: string; toDo: string }> = {
  account_changed: {
    happened: "the provider entry names another shop or environment now",
    toDo: "restore it until its sessions are finished: until then none of its orders is captured, refunded or cancelled; [another shop](operations.md#another-shop-or-environment) is another entry",
  },
  account_missing: {
    happened: "the provider entry is gone from medusa-config",
    toDo: "restore it until its sessions are finished: until then none of its orders is captured, refunded or cancelled; [another shop](operations.md#another-shop-or-environment) is another entry",
  },
  amount_mismatch: {
    happened:
      "Inbank's total or currency is not the cart's. No order was placed; a granted contract is being cancelled",
    toDo: "withdraw the contract in the Partner Portal if it is paid already",
  },
  approval_overdue: {
    happened:
      'a granted contract has waited for its approval for longer than `approvalReminderDays`: nobody captured, or handed the goods over; or, with `approval: "none"`, Inbank has not completed it',
    toDo: 'capture the order\'s payment if the goods are handed over or will be; else cancel the order or the contract. With `"none"`: does the product ask for approval after all?',
  },
  approve_or_cancel: {
    happened:
      "a contract is granted that Medusa no longer waits for: code of yours edited, returned, claimed or exchanged the order before the capture (Medusa then gives up its payment and opens one for the new total), or the contract is to be cancelled and cannot be by us",
    toDo: "capture the order's Inbank payment, which approves the contract as it was granted, and do not collect its amount a second time; or *Cancel contract* on the order, which lets the order stand",
  },
  callbacks_rejected: {
    happened: "callbacks were badly signed; `occurrences` says how many",
    toDo: "see [callbacks](callbacks.md)",
  },
  contract_not_active: {
    happened: "the session is completed, its contract is not active: for an hour, or it was terminated",
    toDo: "do not ship; look at the contract in the Partner Portal",
  },
  contract_terminated: {
    happened: "the contract of a paid order is terminated at Inbank, and nobody refunded it here",
    toDo: "withdrawn by you or yours? Press Refund on the order (record it, if the order is cancelled): it is booked without another call. Repaid early by the customer? Say so (*Repaid early* on the order), and nothing else is to be done",
  },
  contradiction: {
    happened: "Inbank took back what it had said for good. Nothing was changed",
    toDo: "look at the session in the Partner Portal",
  },
  credentials_refused: {
    happened: "Inbank refused the key (401, or 403 where sessions are made and read)",
    toDo: "correct `shopUuid`, `apiKey`, `environment`. Until then Inbank is asked once an hour; when it takes the key, all that waited is looked at",
  },
  do_not_ship: {
    happened: "Inbank no longer finances an order that stands",
    toDo: "agree another payment, or cancel the order",
  },
  financed_order_canceled: {
    happened:
      "Inbank paid for an order that is cancelled in Medusa; `detail` names the refund that Medusa's books show and that did not happen",
    toDo: "withdraw the contract in the Partner Portal, then record it on the order ([after the sale](after-sale.md))",
  },
  financed_without_order: {
    happened:
      "Inbank paid, and the cart changed, is gone, or became an order that costs nothing or another sum (`detail` names it)",
    toDo: "fill a cart for the customer at the same price and [name it](operations.md#4-adopt-it), if the session was adopted; else place the order by hand, or withdraw the contract",
  },
  keeps_failing: {
    happened: "what the session needs has failed five times in a row, and not because Inbank is away",
    toDo: "the server's log tells why; it is tried on",
  },
  order_not_placed: {
    happened: "Inbank said yes, Medusa would not place the order; `detail` is Medusa's sentence",
    toDo: "mend it (\"not enabled in the cart's region\": [enable it](operations.md#switching-inbank-off-for-a-while)); the order is then placed by itself. Tried on until Inbank's session ends, hourly for three days once Inbank has paid",
  },
  order_total_changed: {
    happened:
      "code of yours changed what the order costs after the customer signed: a credit line, a discount, taxes; `detail` has both sums. Nothing is approved, by whatever was to approve it",
    toDo: "take the change back; or *Cancel contract* on the order and agree another payment; or cancel the order and let the customer order anew",
  },
  ordered_twice: {
    happened: "two orders of one cart",
    toDo: "archive the one that nobody waits for: cancelling it would end the contract that both share",
  },
  orphan_callback: {
    happened:
      "Inbank called, signed, about sessions that this store does not know; `occurrences` says how often, `detail` names the last",
    toDo: "after a restore: [adopt](operations.md#3-find-what-is-lost) them, and it clears with the last one. Otherwise look for them in the Partner Portal",
  },
  paid_twice: {
    happened: "another method paid too",
    toDo: "give one of the payments back",
  },
  redirect_host_refused: {
    happened: "Inbank wanted to send a shopper to a host that is not allowed",
    toDo: "if it is Inbank's, add it to `redirectHosts`",
  },
  refund_refused: {
    happened: "a refund that was under way was refused by Inbank in the end; `detail` says why",
    toDo: "refund it again, or make it in the Partner Portal and record it ([after the sale](after-sale.md)). Stays until the next refund of the order succeeds",
  },
  refund_unfinished: {
    happened:
      "a refund was begun at Inbank and its end is not known, or its draft is not confirmed; `detail` says more",
    toDo: "it is taken up again by itself; if it stays so, look at the contract in the Partner Portal and record the outcome ([after the sale](after-sale.md#by-inbanks-api-refunds-api))",
  },
  terminated_without_order: {
    happened: "a contract without an order was terminated: withdrawn, or repaid early",
    toDo: "if you keep money for it, give it back",
  },
  unclaimed_session: {
    happened: "Inbank called about a session that could not be shown to be ours",
    toDo: "look for it in the Partner Portal; approve nothing without an order",
  },
  unknown_status: {
    happened: "Inbank's status is a word that this plugin does not know; `detail` says which. It waits",
    toDo: "look at the session in the Partner Portal, and tell us",
  },
  unknown_to_inbank: {
    happened: "Inbank does not know a session that it made",
    toDo: "check shop, key and environment of the provider entry",
  },
}
