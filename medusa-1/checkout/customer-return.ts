import type { MedusaRequest, MedusaResponse } from "@medusajs/medusa"
import { RateLimiterMemory } from "rate-limiter-flexible"
import { leadsOn } from "../domain/session/return-link"
import { forStorefront } from "../domain/session/reading"
import {
  isPaidWithoutOrder,
  PAID_IN_VAIN,
  SHOP_TOLD,
  storefrontStatus,
  type StorefrontStatus,
} from "../domain/session/storefront-status"
import type { InbankSession } from "../models/inbank-session"
import { reconcileBriefly } from "../reconcile/enqueue"
import { pluginContext, type PluginContext } from "../reconcile/context"
import { rowOfReturnToken } from "../reconcile/row-of-token"

/** Problems that inform the shop that Inbank has paid in vain; the one for a swap is Medusa 1's own. */
const SHOP_WAS_TOLD: readonly string[] = [...PAID_IN_VAIN, "paid_without_order"]

/** What a shopper's page is given. */
interface StorefrontAnswer {
  status: StorefrontStatus
  reason: string | null
  order_id: string | null
}

export async function storefrontAnswer(plugin: PluginContext, row: InbankSession): Promise<StorefrontAnswer> {
  const session = forStorefront(row, plugin.account)
  const { status, reason = null } = storefrontStatus(session)
  if (status === "pending" && isPaidWithoutOrder(session) && isShopTold(row))
    return await shopTold(plugin, row)
  const otherwise = reason === "paid_otherwise" ? await plugin.medusa.orderOfCart(row.cart_id) : undefined
  return { status, reason, order_id: row.order_id ?? otherwise?.id ?? null }
}

function isShopTold({ problems }: InbankSession): boolean {
  return (problems ?? "").split(",").some((problem) => SHOP_WAS_TOLD.includes(problem))
}

/** If the customer has an order after all, the page leads to it; otherwise it waits for the shop. */
async function shopTold({ medusa }: PluginContext, row: InbankSession): Promise<StorefrontAnswer> {
  const order = await medusa.orderOfCart(row.cart_id)
  return order && !order.canceled
    ? { status: "completed", reason: SHOP_TOLD, order_id: order.id }
    : { status: "pending", reason: SHOP_TOLD, order_id: null }
}

/** Per session and minute: a browser that reloads the page by itself must not make us ask Inbank each time. */
const limit = new RateLimiterMemory({ points: 60, duration: 60 })

/**
 * The customer comes back from e-POS after signing or cancelling: reconciles at once, then sends them to the
 * storefront. The address is the configured one, never one from the request; when the purchase was over long ago it is
 * the shop's front page.
 */
export async function customerBack(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const plugin = pluginContext(req.scope)
  const row = await rowOfReturnToken(plugin, req.params.token)
  if (!row) {
    res.status(404).send("This payment is not known here. Please go back to the shop.")
    return
  }
  if (!(await isWelcome(row.id))) {
    res.status(429).set("Retry-After", "60")
    res.send("This page was opened very often within a minute. Please wait a minute, then reload the page.")
    return
  }
  if (!(await stillLeadsOn(plugin, row))) {
    const { origin } = await storefrontPage(plugin, row)
    res.redirect(303, `${origin}/`)
    return
  }
  await plugin.sessions.visit(row.id)
  await reconcileBriefly(plugin, row.id)
  res.redirect(303, await storefrontAddress(plugin, row.id))
}

async function isWelcome(sessionId: string): Promise<boolean> {
  return await limit.consume(sessionId).then(
    () => true,
    () => false,
  )
}

async function stillLeadsOn(plugin: PluginContext, row: InbankSession): Promise<boolean> {
  const { status, order_id } = await storefrontAnswer(plugin, row)
  const orderPlacedAt = order_id === null ? undefined : await plugin.medusa.orderPlacedAt(order_id)
  return leadsOn({ status, orderPlacedAt, changedAt: row.changed_at }, await plugin.sessions.now())
}

async function storefrontAddress(plugin: PluginContext, rowId: string): Promise<string> {
  const row = await plugin.sessions.get(rowId)
  const address = await storefrontPage(plugin, row)
  const parameters = { ...(await storefrontAnswer(plugin, row)), cart_id: row.cart_id }
  for (const [name, value] of Object.entries(parameters)) if (value) address.searchParams.set(name, value)
  return address.href
}

async function storefrontPage({ account, medusa }: PluginContext, row: InbankSession): Promise<URL> {
  const country = (await medusa.deliveryOfCart(row.cart_id))?.country ?? account.country
  return new URL(
    account.storefrontReturnUrl.replaceAll("{country_code}", country).replaceAll("{locale}", row.locale),
  )
}
