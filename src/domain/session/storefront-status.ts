import type { ProblemKind } from "../problems"
import { mayStillBeOrdered, neverStarted, type CloseReason } from "./close-reason"
import { sessionStatus, standing, type Observed } from "./lifecycle"

/** What a shopper's page shows. */
export type StorefrontStatus =
  | "pending"
  | "granted"
  | "completed"
  | "declined"
  | "cancelled"
  | "expired"
  | "action_needed"

export interface SessionForStorefront extends Observed {
  orderId: string | null
  closedReason: CloseReason | null
  /** Why Medusa did not place the order, when Inbank has said yes. */
  orderRefusal: string | null
}

/** The reason that a page is given when Inbank has paid, no order uses the money, and the shop has been informed. */
export const SHOP_TOLD = "shop_told"

/** Problems that inform the shop of a purchase that Inbank has paid and no order uses. */
export const PAID_IN_VAIN: readonly ProblemKind[] = [
  "account_changed",
  "amount_mismatch",
  "contract_not_active",
  "financed_order_canceled",
  "financed_without_order",
  "order_not_placed",
  "paid_twice",
]

/** Inbank has paid, or is about to pay, and no order uses it. */
export function isPaidWithoutOrder(session: SessionForStorefront): boolean {
  const where = standing(session)
  return session.orderId === null && (where === "financed" || where === "activating")
}

/**
 * What the shopper's page should show, with a reason where there is something to explain: `paid_otherwise` or
 * `cart_changed` when the contract was abandoned because the cart was paid otherwise or changed.
 */
export function storefrontStatus(session: SessionForStorefront): {
  status: StorefrontStatus
  reason?: string
} {
  const where = standing(session)
  if (session.orderId && where !== "refused")
    return { status: where === "financed" ? "completed" : "granted" }
  switch (where) {
    case "refused":
      return refused(session)
    case "undecided":
      if (session.closedReason && neverStarted(session.closedReason))
        return { status: "expired", reason: "not_started" }
      return session.closedReason === "paid_otherwise"
        ? abandoned(session.closedReason)
        : { status: "pending" }
    case "granted":
      if (session.closedReason && !mayStillBeOrdered(session.closedReason))
        return abandoned(session.closedReason)
      return waiting(session)
    case "activating":
    case "financed":
      // A contract that Inbank has paid is no longer abandoned, whatever was decided before.
      return session.closedReason === "terminated" ? abandoned(session.closedReason) : waiting(session)
  }
}

function abandoned(reason: string): { status: StorefrontStatus; reason: string } {
  return { status: "cancelled", reason }
}

function waiting({ orderRefusal }: SessionForStorefront): { status: StorefrontStatus; reason?: string } {
  return orderRefusal ? { status: "action_needed", reason: orderRefusal } : { status: "pending" }
}

function refused(session: SessionForStorefront): { status: StorefrontStatus; reason?: string } {
  const status = sessionStatus(session.sessionStatus)
  const reason = session.closedReason && session.closedReason !== status ? session.closedReason : undefined
  switch (status) {
    case "declined":
    case "expired":
      return { status, reason }
    default:
      return { status: "cancelled", reason }
  }
}
