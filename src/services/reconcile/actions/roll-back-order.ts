import { standing } from "../../../domain/session/lifecycle"
import { COMPLETION } from "../../../medusa/completion"
import { closeCart, reopenCart, repairOrderLinks } from "../../../medusa/order-links"
import { cancelOrder } from "../../../medusa/orders"
import { readMedusaState } from "../../../medusa/state"
import { inbankState } from "../../../modules/inbank/store"
import type { ActionContext } from "./context"
import { resumeAbandoned } from "./interrupted-completion"
import { MEDUSA_WRITES_SECONDS } from "../../../domain/timeouts"

/**
 * Whether Medusa was rolling a completion of this cart back, and has ended it now.
 * @throws while Medusa may still work on it, or when Medusa cannot resume it and Inbank has already paid: a human is
 * informed.
 */
export async function isRolledBack(context: ActionContext): Promise<boolean> {
  const { account, plugin, row } = context
  if (!(await plugin.medusa.executions.isRollingBack(COMPLETION, row.cart_id))) return false
  try {
    if (await resumeAbandoned(context)) return true
  } catch (error) {
    if (standing(inbankState(row, account)) !== "granted") throw error
    await cancelUnpaidOrder(context)
    return true
  }
  throw new Error("Medusa is rolling a completion of this cart back")
}

/**
 * Nobody will pay for the order, and Medusa makes no other while the cart is linked to it. If the order can no longer
 * be cancelled, because goods are on their way, it is completed: then it is an order that nobody has paid.
 * @throws while the process that began it may still work on it.
 */
export async function rollBackOrder(context: ActionContext): Promise<void> {
  const { container, plugin, row } = context
  const { orders } = plugin.medusa
  const { unpaidOrderId } = await readMedusaState(container, row)
  if (unpaidOrderId === undefined) return
  if (!(await orders.isOlderThan(unpaidOrderId, MEDUSA_WRITES_SECONDS)))
    throw new Error(`order ${unpaidOrderId} may be being made still`)
  if (!(await orders.isCanceled(unpaidOrderId))) {
    if (!(await orders.isCancelable(unpaidOrderId))) {
      await repairOrderLinks(container, row, unpaidOrderId)
      return await closeCart(container, row.cart_id)
    }
    await cancelUnpaidOrder(context)
  }
  await reopenCart(container, row, unpaidOrderId)
}

/** Half of the order is missing, and it cannot be rolled back: once cancelled, it at least looks like what it is. */
async function cancelUnpaidOrder({ container, row }: ActionContext): Promise<void> {
  const { unpaidOrderId } = await readMedusaState(container, row)
  if (unpaidOrderId !== undefined) await cancelOrder(container, unpaidOrderId)
}
