import { sessionStatus, standing, type Observed } from "./lifecycle"

/** What a shopper's page is told. */
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
  closedReason: string | null
  /** Why Medusa would not place the order, when Inbank has said yes. */
  orderRefusal: string | null
}

/** Reasons for closing a row that never had an address at Inbank, or one that serves no more. */
const NOT_STARTED = ["unknown", "refused", "account_changed"]

/** Reasons for closing a row to shoppers that do not keep an order from it when Inbank says yes all the same. */
export const STILL_ALIVE: readonly string[] = ["adopted", "outlived", "unknown"]

/**
 * What the shopper's page should show, with a reason where there is something to explain:
 * `paid_otherwise` or `cart_changed` when the contract was given up because the cart went another way.
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
      return NOT_STARTED.includes(session.closedReason ?? "")
        ? { status: "expired", reason: "not_started" }
        : { status: "pending" }
    case "granted":
    case "activating":
    case "financed":
      if (session.closedReason && !STILL_ALIVE.includes(session.closedReason))
        return { status: "cancelled", reason: session.closedReason }
      if (session.orderRefusal) return { status: "action_needed", reason: session.orderRefusal }
      return { status: "pending" }
  }
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
