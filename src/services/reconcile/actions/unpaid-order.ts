import type { IPaymentModuleService } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { cancelOrderWorkflow, completeCartWorkflowId } from "@medusajs/medusa/core-flows"
import { z } from "zod"
import { standing } from "../../../domain/session/lifecycle"
import { inbankState } from "../../../modules/inbank/store"
import { freeCart, goOnWithAbandoned } from "./interrupted-completion"
import { readMedusaState } from "../../../medusa/state"
import type { StepContext } from "."

/**
 * An order that lost its payment in a crash: Medusa can be asked to authorize the session once more. It never sent
 * `order.placed` for it, and subscribers (mails, stock) rely on that.
 */
export async function authorizePayment(context: StepContext): Promise<void> {
  const { container, plugin, row } = context
  const { paymentSessionId, unpaidOrderId } = await readMedusaState(container, row)
  if (!paymentSessionId) throw new Error("no payment session to authorize")
  // Whoever began it was not dead, and has taken it back since: a payment would pay for nothing, and close the cart.
  if (unpaidOrderId === undefined) throw new Error("the order to be paid is gone")
  await linkWhole(context, unpaidOrderId)
  const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
  await payments.authorizePaymentSession(paymentSessionId, {})
  await closeCart(context)
  const { order } = await readMedusaState(container, row)
  if (!order) throw new Error("the payment was authorized, but no order was found for it")
  await plugin.store.sessions.recordOrder(row.id, order)
  await container.resolve(Modules.EVENT_BUS).emit({ name: "order.placed", data: { id: order.orderId } })
}

const promotionsSchema = z.array(
  z.object({ promotions: z.array(z.object({ id: z.string() }).nullable()).nullish() }),
)

/** Medusa writes these links side by side, so a crash may have kept any of them from being written. */
async function linkWhole({ container, row }: StepContext, orderId: string): Promise<void> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "cart",
    fields: ["promotions.id"],
    filters: { id: row.cart_id },
  })
  const promotions = promotionsSchema.parse(data).flatMap((cart) => cart.promotions ?? [])
  const order = { [Modules.ORDER]: { order_id: orderId } }
  await container
    .resolve(ContainerRegistrationKeys.LINK)
    .create([
      { ...order, [Modules.CART]: { cart_id: row.cart_id } },
      { ...order, [Modules.PAYMENT]: { payment_collection_id: row.payment_collection_id } },
      ...promotions.flatMap((promotion) =>
        promotion ? [{ ...order, [Modules.PROMOTION]: { promotion_id: promotion.id } }] : [],
      ),
    ])
}

async function closeCart({ container, row }: StepContext): Promise<void> {
  const carts = container.resolve(Modules.CART)
  const cart = await carts.retrieveCart(row.cart_id, { select: ["id", "completed_at"] })
  if (!cart.completed_at) await carts.updateCarts([{ id: row.cart_id, completed_at: new Date() }])
}

/** @throws while Medusa may be at it still, or when it cannot go on and Inbank has paid already: a human is told. */
export async function isRolledBack(context: StepContext): Promise<boolean> {
  const { account, plugin, row } = context
  if (!(await plugin.medusa.executions.isRollingBack(completeCartWorkflowId, row.cart_id))) return false
  try {
    if (await goOnWithAbandoned(context)) return true
  } catch (error) {
    if (standing(inbankState(row, account)) !== "granted") throw error
    await cancelUnpaidOrder(context)
    return true
  }
  throw new Error("Medusa is taking a completion of this cart back")
}

/** Longer than Medusa's own lock on a cart that is being completed. */
const MAKING_SECONDS = 150

/**
 * Nobody will pay for it, and as long as the cart is linked to it Medusa makes no other. One that cannot be cancelled any
 * more, since goods are on their way, is made whole: then it is an order that nobody has paid.
 * @throws while whoever began it may be at it still.
 */
export async function rollBackOrder(context: StepContext): Promise<void> {
  const { container, plugin, row } = context
  const { orders } = plugin.medusa
  const { unpaidOrderId } = await readMedusaState(container, row)
  if (unpaidOrderId === undefined) return
  if (!(await orders.isOlderThan(unpaidOrderId, MAKING_SECONDS)))
    throw new Error(`order ${unpaidOrderId} may be being made still`)
  if (!(await orders.isCanceled(unpaidOrderId))) {
    if (!(await orders.isCancelable(unpaidOrderId))) {
      await linkWhole(context, unpaidOrderId)
      return await closeCart(context)
    }
    await cancelUnpaidOrder(context)
  }
  await freeCart(context, unpaidOrderId)
}

/** Half of it is missing, and nobody can take it back: cancelled, it is at least what it looks like. */
async function cancelUnpaidOrder({ container, row }: StepContext): Promise<void> {
  const { unpaidOrderId } = await readMedusaState(container, row)
  if (unpaidOrderId === undefined) return
  await cancelOrderWorkflow(container).run({ input: { order_id: unpaidOrderId } })
}
