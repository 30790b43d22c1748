import type { MedusaContainer } from "@medusajs/framework/types"
import { purchaseOfCart } from "../../medusa/cart"
import type { PluginContext } from "../context"
import { whyIneligible } from "./catalogue"

/** Which of these payment methods are accounts of ours that the cart cannot be paid with. */
export async function unusableMethods(
  container: MedusaContainer,
  { accounts, logger }: PluginContext,
  cartId: string,
  providerIds: readonly string[],
): Promise<Set<string>> {
  const ours = providerIds.flatMap((id) => accounts.get(id) ?? [])
  const purchase = ours.length > 0 ? await purchaseOfCart(container, cartId) : undefined
  if (!purchase) return new Set()
  const ids = await Promise.all(
    ours.map(async (account) => ((await whyIneligible(account, purchase, logger)) ? [account.id] : [])),
  )
  return new Set(ids.flat())
}
