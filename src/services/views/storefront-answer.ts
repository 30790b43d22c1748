import type { Account } from "../../domain/account/account"
import {
  isPaidWithoutOrder,
  PAID_IN_VAIN,
  SHOP_TOLD,
  storefrontStatus,
  type StorefrontStatus,
} from "../../domain/session/storefront-status"
import { forStorefront, type SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"

/** What a shopper's page is given, in the return address and by the session route. */
export interface StorefrontAnswer {
  status: StorefrontStatus
  /** Why, where there is something to explain, e.g. `cart_changed`. */
  reason: string | null
  /**
   * The order, as soon as there is one; also an order that needs no money of Inbank's (`paid_otherwise`, `shop_told`).
   */
  order_id: string | null
}

export async function storefrontAnswer(
  plugin: PluginContext,
  account: Account,
  row: SessionRow,
): Promise<StorefrontAnswer> {
  const session = forStorefront(row, account)
  const { status, reason = null } = storefrontStatus(session)
  if (reason === "paid_otherwise")
    return {
      status,
      reason,
      order_id: row.order_id ?? (await plugin.medusa.orders.orderOfCart(row.cart_id)) ?? null,
    }
  if (status === "pending" && isPaidWithoutOrder(session)) {
    if (await plugin.store.problems.wasShown(row.id, PAID_IN_VAIN)) return await shopTold(plugin, row)
  }
  return { status, reason, order_id: row.order_id }
}

/**
 * If the customer has an order after all, also one by another contract, the page leads to it; else it waits for the
 * shop.
 */
async function shopTold({ medusa: { orders } }: PluginContext, row: SessionRow): Promise<StorefrontAnswer> {
  const orderId = await orders.orderOfCart(row.cart_id)
  return orderId !== undefined && !(await orders.isCanceled(orderId))
    ? { status: "completed", reason: SHOP_TOLD, order_id: orderId }
    : { status: "pending", reason: SHOP_TOLD, order_id: null }
}
