import type { MedusaContainer } from "@medusajs/framework/types"
import type { Account } from "../../domain/account/account"
import { leadsOn } from "../../domain/session/return-link"
import { deliveryCountryOf } from "../../medusa/cart"
import { orderPlacedAt } from "../../medusa/orders"
import type { SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { secondsToWait } from "../rate-limits"
import { reconcileBriefly } from "../reconcile/reconcile-briefly"
import { rowOfReturnToken } from "../session/row-of-token"
import { storefrontAnswer } from "../views/storefront-answer"
import { PAGE_MS } from "../../domain/timeouts"

/** Where a customer who comes back from e-POS is sent. */
export type CustomerReturn =
  | { kind: "redirect"; address: string }
  | { kind: "unknown" }
  | { kind: "too_many"; seconds: number }

interface Returning {
  container: MedusaContainer
  plugin: PluginContext
  account: Account
  row: SessionRow
}

/**
 * The customer comes back: Inbank is asked at once, and the storefront's page shows the result. The address is the
 * configured one, never one from the request; when the purchase was over long ago it is the shop's front page.
 */
export async function customerReturn(
  container: MedusaContainer,
  plugin: PluginContext,
  { token, trigger }: { token: string | undefined; trigger: "return" | "cancel" },
): Promise<CustomerReturn> {
  const row = await rowOfReturnToken(plugin, token)
  const account = row && plugin.accounts.get(row.account_id)
  if (!row || !account) return { kind: "unknown" }
  const seconds = await secondsToWait("customerReturn", row.id)
  if (seconds) return { kind: "too_many", seconds }
  const returning = { container, plugin, account, row }
  if (!(await stillLeadsOn(returning))) {
    const { origin } = await storefrontPage(returning)
    return { kind: "redirect", address: `${origin}/` }
  }
  await plugin.store.notifications.visit(row.id)
  // What takes longer continues in the background: its result reaches the storefront's waiting page.
  await reconcileBriefly(container, row.id, trigger, PAGE_MS)
  const now = await plugin.store.sessions.get(row.id)
  return { kind: "redirect", address: await storefrontAddress({ ...returning, row: now }) }
}

async function storefrontAddress(returning: Returning): Promise<string> {
  const { plugin, account, row } = returning
  const answer = await storefrontAnswer(plugin, account, row)
  const address = await storefrontPage(returning)
  const parameters = { ...answer, cart_id: row.cart_id, payment_session_id: row.payment_session_id }
  for (const [name, value] of Object.entries(parameters)) if (value) address.searchParams.set(name, value)
  return address.href
}

async function storefrontPage({ container, account, row }: Returning): Promise<URL> {
  const country = await deliveryCountryOf(container, row.cart_id)
  return new URL(
    account.storefrontReturnUrl
      .replaceAll("{country_code}", country ?? account.country)
      .replaceAll("{locale}", row.locale),
  )
}

async function stillLeadsOn({ container, plugin, account, row }: Returning): Promise<boolean> {
  const { status, order_id } = await storefrontAnswer(plugin, account, row)
  const placedAt = order_id === null ? undefined : await orderPlacedAt(container, order_id)
  const known = { status, orderPlacedAt: placedAt, changedAt: row.changed_at }
  return leadsOn(known, await plugin.store.sessions.now())
}
