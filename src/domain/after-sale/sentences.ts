/**
 * Why something can or cannot be done for an order, by code. The admin has the same codes in the merchant's language.
 * `{name}` is replaced by a value.
 */
export const AFTER_SALE_SENTENCES = {
  // What can be done, and what follows.
  approve_whole: "Capturing the payment approves the contract at Inbank, whole.",
  cancel_contract_then_order: "The contract is cancelled at Inbank first, then the order.",
  cancel_contract_only: "The contract is cancelled at Inbank. The order stays, without a payment.",
  nothing_to_cancel: "There is nothing to cancel at Inbank.",
  terminated_nothing_to_cancel: "There is nothing to cancel at Inbank: the contract is terminated.",
  refunded_already: "Everything is refunded already.",
  withdraw: "The contract is withdrawn at Inbank.",
  withdraw_then_order: "The contract is withdrawn at Inbank. Then the order is cancelled.",
  terminated_book_or_repaid_early:
    "The contract is terminated at Inbank. If it was withdrawn, the refund is booked without another call; if the customer repaid it early, say so instead.",
  terminated_book_then_order:
    "The contract is terminated at Inbank. If it was withdrawn, the refund is booked without another call; if the customer repaid it early, say so instead. Then the order is cancelled.",
  pay_next_month_by_hand:
    "Pay next month is given back in the Partner Portal only: do it there, then record it here.",
  take_up_refund: "A refund was begun: the same amount again takes it up.",
  part_by_hand: "Return the part in the Partner Portal, then record it here with its reference.",
  part_by_api: "The part is returned at Inbank.",
  // Why not.
  captured: "The contract is approved and the payment captured.",
  canceled: "The order or its payment is cancelled.",
  completes_by_itself: "Inbank completes this contract by itself.",
  total_changed:
    "The order costs something else than its contract finances: take the change back, or cancel the contract.",
  not_granted_yet: "Inbank has not granted the contract yet.",
  terminated: "The contract is terminated at Inbank.",
  being_activated: "Approved: Inbank is activating the contract, and the payment is captured by itself.",
  financed: "Inbank has paid: the payment is captured by itself in a moment.",
  no_longer_financed: "Inbank no longer finances this order. Do not ship.",
  order_canceled: "The order is cancelled.",
  goods_packed:
    "Medusa does not cancel an order that is completed or whose goods are packed: cancel its fulfillments first.",
  order_change_open:
    "An edit, return, claim, exchange or transfer of the order is open: confirm it or give it up first.",
  wait_until_captured: "Inbank is activating the contract: wait until the payment is captured.",
  just_paid: "Inbank has just paid: the payment is captured by itself in a moment.",
  paid_refund_instead: "Inbank has paid: refund it instead.",
  no_contract_left: "Inbank no longer finances this order: there is no contract to cancel.",
  canceled_contract_follows: "The order is cancelled: its contract is cancelled by itself.",
  cancel_in_portal: "Cancel the purchase in the Partner Portal: this contract may hold other purchases too.",
  refund_under_way: "A refund of {amount} {currency} is under way: it is ended first.",
  withdraw_in_portal:
    "Withdraw the contract in the Partner Portal first; then Refund books it, as soon as Inbank shows it as terminated.",
  not_withdrawable:
    "Inbank no longer lets this contract be withdrawn by API. Withdraw it in the Partner Portal; then Refund books it.",
  not_active: "The contract is not active at Inbank.",
  canceled_record_all: "The order is cancelled: record all of it at once.",
  canceled_withdraw:
    "The order is cancelled: withdraw the contract in the Partner Portal, then record it here.",
  part_from_day: "A part can be returned from the day after the contract was made: possible from {day}.",
  part_after_payout: "A part can be returned once Inbank has paid out the contract: try again then.",
  part_not_allowed: "Inbank does not let a part of this contract be returned now.",
  too_little_left: "Too little is left to return a part: refund all of it.",
  nothing_captured: "Nothing is captured: there is nothing to refund.",
  all_refunded: "Everything is refunded.",
} as const

export type AfterSaleCode = keyof typeof AFTER_SALE_SENTENCES

/** The sentence in English. */
export function afterSaleSentence(code: AfterSaleCode, values: Readonly<Record<string, string>>): string {
  return AFTER_SALE_SENTENCES[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "")
}
