import type { AbandonReason } from "../session/close-reason"
import type { InbankState } from "../session/inbank-state"
import { act, human, wait, type Plan } from "./outcome"
import { payOrder, placeOrder } from "./place-order"
import type { WholeState } from "./state"

const DAY_MS = 86_400_000

/** Inbank says yes, and lends once the merchant approves. */
export function planGranted(inbank: InbankState, medusa: WholeState, now: Date): Plan {
  if (!inbank.amountAgrees)
    return { ...abandonContract(inbank, "amount_mismatch"), problems: ["amount_mismatch"] }
  if (inbank.abandoned && medusa.kind !== "order") return abandonContract(inbank, inbank.abandoned)
  switch (medusa.kind) {
    case "no_cart":
      return abandonContract(inbank, "cart_gone")
    case "paid_otherwise":
      return abandonContract(inbank, "paid_otherwise")
    case "order_of_other_total":
      return abandonContract(inbank, medusa.isFree ? "paid_otherwise" : "cart_changed")
    case "open_cart":
      if (medusa.paymentSession === "other_method") return abandonContract(inbank, "paid_otherwise")
      if (!medusa.agrees) return abandonContract(inbank, "cart_changed")
      // Without merchant approval `granted` is only a stage on Inbank's side: the order waits for `completed`.
      if (inbank.approval === "none") return waitForApproval(inbank, now)
      return act(placeOrder(medusa.paymentSession))
    case "order_without_payment":
      if (medusa.orderCanceled) return abandonContract(inbank, "order_canceled")
      return act(payOrder(medusa))
    case "order":
      if (medusa.payment === "captured") return { ...wait(), problems: ["contract_not_active"] }
      if (medusa.orderCanceled) return abandonContract(inbank, "order_canceled")
      if (medusa.payment === "canceled" || medusa.replaced)
        return { ...wait(), problems: ["approve_or_cancel"] }
      if (medusa.totalChanged) return human("order_total_changed")
      if (inbank.approval === "order" || (inbank.approval === "shipment" && medusa.handedOver)) {
        return act("capture_payment")
      }
      return waitForApproval(inbank, now)
  }
}

/** Inbank pays for a contract once it is approved. How long it keeps a contract that nobody approves is UNKNOWN. */
function waitForApproval({ approvalReminderDays, changedAt }: InbankState, now: Date): Plan {
  const waited = now.getTime() - (changedAt ?? now).getTime()
  const isOverdue = approvalReminderDays > 0 && waited > approvalReminderDays * DAY_MS
  return isOverdue ? human("approval_overdue") : wait()
}

/** Pay next month may share one contract with other purchases: a human cancels it in the Partner Portal. */
function abandonContract(inbank: InbankState, close: AbandonReason): Plan {
  if (inbank.productType === "pay_next_month" || !inbank.hasContract) {
    return { ...human("approve_or_cancel"), close }
  }
  return { ...act("cancel_contract"), close }
}
