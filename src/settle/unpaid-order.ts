import type { IPaymentModuleService } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow, completeCartWorkflowId } from "@medusajs/medusa/core-flows"
import { standing } from "../domain/lifecycle"
import { inbankSide } from "../modules/inbank/store"
import { goOnWithAbandoned } from "./broken-completion"
import { readMedusaSide } from "./medusa-side"
import type { StepContext } from "./steps"

/**
 * An order that lost its payment in a crash: Medusa can be asked to authorize the session once more. It never sent
 * `order.placed` for it, and subscribers (mails, stock) rely on that.
 */
export async function authorizePayment(context: StepContext): Promise<void> {
  const { container, inbank, row } = context
  const { paymentSessionId, unpaidOrderId } = await readMedusaSide(container, row)
  if (!paymentSessionId) throw new Error("no payment session to authorize")
  if (unpaidOrderId !== undefined) await writeWhatIsMissing(context, unpaidOrderId)
  const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
  await payments.authorizePaymentSession(paymentSessionId, {})
  const { order } = await readMedusaSide(container, row)
  if (!order) throw new Error("the payment was authorized, but no order was found for it")
  await inbank.store.sessions.recordOrder(row.id, order)
  await container.resolve(Modules.EVENT_BUS).emit({ name: "order.placed", data: { id: order.orderId } })
}

/** Medusa writes all of this side by side, so a crash may have kept any of it from being written. */
async function writeWhatIsMissing({ container, row }: StepContext, orderId: string): Promise<void> {
  const order = { [Modules.ORDER]: { order_id: orderId } }
  await container.resolve(ContainerRegistrationKeys.LINK).create([
    { ...order, [Modules.CART]: { cart_id: row.cart_id } },
    { ...order, [Modules.PAYMENT]: { payment_collection_id: row.payment_collection_id } },
  ])
  const carts = container.resolve(Modules.CART)
  const cart = await carts.retrieveCart(row.cart_id, { select: ["id", "completed_at"] })
  if (!cart.completed_at) await carts.updateCarts([{ id: row.cart_id, completed_at: new Date() }])
}

/** @throws while Medusa may be at it still, or when it cannot go on and Inbank has paid already: a human is told. */
export async function isTakenBack(context: StepContext): Promise<boolean> {
  const { account, inbank, row } = context
  if (!(await inbank.store.executions.isRollingBack(completeCartWorkflowId, row.cart_id))) return false
  try {
    if (await goOnWithAbandoned(context)) return true
  } catch (error) {
    if (standing(inbankSide(row, account)) !== "granted") throw error
    await cancelUnpaidOrder(context)
    return true
  }
  throw new Error("Medusa is taking a completion of this cart back")
}

/** Half of it is missing, and nobody can take it back: cancelled, it is at least what it looks like. */
async function cancelUnpaidOrder({ container, row }: StepContext): Promise<void> {
  const { unpaidOrderId } = await readMedusaSide(container, row)
  if (unpaidOrderId === undefined) return
  await cancelOrderWorkflow(container).run({ input: { order_id: unpaidOrderId } })
}
