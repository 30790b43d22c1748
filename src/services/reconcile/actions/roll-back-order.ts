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
 * @throws while Medusa may be at it still, or when it cannot resume it and Inbank has paid already: a human is told.
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
 * Nobody will pay for it, and as long as the cart is linked to it Medusa makes no other. One that cannot be cancelled any
 * more, since goods are on their way, is made whole: then it is an order that nobody has paid.
 * @throws while whoever began it may be at it still.
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

/** Half of it is missing, and nobody can roll it back: cancelled, it is at least what it looks like. */
async function cancelUnpaidOrder({ container, row }: ActionContext): Promise<void> {
  const { unpaidOrderId } = await readMedusaState(container, row)
  if (unpaidOrderId !== undefined) await cancelOrder(container, unpaidOrderId)
}
