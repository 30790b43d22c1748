import type { Account } from "../domain/account"
import { storefrontStatus, type StorefrontStatus } from "../domain/storefront-status"
import { forStorefront, type SessionRow } from "../modules/inbank/store"
import type { Inbank } from "./inbank"

/** What a shopper's page is told, in the return address and by the session route. */
export interface StorefrontAnswer {
  status: StorefrontStatus
  /** Why, where there is something to explain, e.g. `cart_changed`. */
  reason: string | null
  /** The order, as soon as there is one; also the one that another method paid (`paid_otherwise`). */
  order_id: string | null
}

export async function storefrontAnswer(
  inbank: Inbank,
  account: Account,
  row: SessionRow,
): Promise<StorefrontAnswer> {
  const { status, reason = null } = storefrontStatus(forStorefront(row, account))
  const otherwise =
    reason === "paid_otherwise" ? await inbank.store.orders.orderOfCart(row.cart_id) : undefined
  return { status, reason, order_id: row.order_id ?? otherwise ?? null }
}
