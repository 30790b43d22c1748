import type { StorefrontStatus } from "./storefront-status"

const LEADS_ON_MS = 6 * 3_600_000

/**
 * Whether a session's return address still leads to its cart and order. With their ids Medusa's store routes show a
 * customer's name and address, and the return address stays in histories and logs for a long time. It leads there until
 * some hours after the purchase is over; after that it leads to the shop's front page.
 * @param purchase.orderPlacedAt of the order that the customer would be led to.
 * @param purchase.changedAt when Inbank's words last changed.
 */
export function leadsOn(
  purchase: { status: StorefrontStatus; orderPlacedAt: Date | undefined; changedAt: Date | null },
  now: Date,
): boolean {
  const endedAt = purchase.orderPlacedAt ?? (isRefused(purchase.status) ? purchase.changedAt : undefined)
  return !endedAt || now.getTime() - endedAt.getTime() < LEADS_ON_MS
}

function isRefused(status: StorefrontStatus): boolean {
  switch (status) {
    case "declined":
    case "cancelled":
    case "expired":
      return true
    case "pending":
    case "granted":
    case "completed":
    case "action_needed":
      return false
  }
}
