import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { completeCartWorkflowId } from "@medusajs/medusa/core-flows"
import { z } from "zod"
import { errorText } from "../../../domain/error-text"
import type { StepContext } from "."

/**
 * Medusa's engine breaks off a completion where the database is slow to write: `Updating Status from "ok" to
 * "temp_failure" is not allowed`, seen in 2.21.2 when one of the steps that run side by side fails while the others wait
 * to write down that they have ended. What was done stays done: an order that nobody pays for, goods reserved. Asked to go
 * on with the same execution, the engine takes it back, or brings it to its end. It cannot where it last wrote down that
 * a step was still at work: then the execution stays as it is.
 */

const completionSchema = z.object({
  acknowledgement: z.object({ hasFinished: z.boolean() }),
  errors: z
    .array(
      z.object({
        action: z.string().optional(),
        error: z.looseObject({ type: z.string().optional(), message: z.string().optional() }),
      }),
    )
    .nullish(),
})
export type Completion = z.output<typeof completionSchema>

/** Whoever began it has ended by now, whatever they waited for: much longer than any lease on a cart. */
const ABANDONED_SECONDS = 600

/**
 * Completes the cart by the engine and the workflow's id, as the store's own route does: other ways swallow the reason
 * of a failure.
 * @throws whatever made the engine break off, where it could not go on.
 */
export async function runCompletion(context: StepContext): Promise<Completion> {
  const { plugin, row } = context
  await goOnWithAbandoned(context).catch((error: unknown) => plugin.logger.warn(errorText(error)))
  try {
    return await run(context)
  } catch (error) {
    // Ours has ended, by breaking off: nobody else is at this cart while we hold its lease.
    const broken = await plugin.medusa.executions.unfinished(completeCartWorkflowId, row.cart_id, 0)
    if (broken === undefined) throw error
    return await goOn(context, broken)
  }
}

/**
 * Goes on with a completion that was broken off long ago, by us or by the store's own route.
 * @returns false when there is none, or whoever began it may be at it still.
 * @throws when the engine cannot go on with it.
 */
export async function goOnWithAbandoned(context: StepContext): Promise<boolean> {
  const { plugin, row } = context
  const { executions } = plugin.medusa
  const left = await executions.unfinished(completeCartWorkflowId, row.cart_id, ABANDONED_SECONDS)
  if (left !== undefined) await goOn(context, left)
  return left !== undefined
}

async function goOn(context: StepContext, transactionId: string): Promise<Completion> {
  const { plugin, row } = context
  plugin.logger.warn(
    `Inbank: Medusa's completion ${transactionId} of ${row.cart_id} broke off: going on with it`,
  )
  const completion = await run(context, transactionId)
  if (!completion.acknowledgement.hasFinished)
    throw new Error(`Inbank: Medusa cannot go on with the completion ${transactionId} of ${row.cart_id}`)
  await openCartAgain(context)
  return completion
}

/**
 * Taking back, the engine forgets what it had not written down in time: seen were a cart that counts as completed, and
 * links of an order that is gone, because of which Medusa would never complete that cart again.
 */
async function openCartAgain(context: StepContext): Promise<void> {
  const orderId = await context.plugin.medusa.orders.lostOrderOf(context.row.cart_id)
  if (orderId !== undefined) await freeCart(context, orderId)
}

/** The cart is open, and may become another order. */
export async function freeCart({ container, row }: StepContext, orderId: string): Promise<void> {
  const order = { [Modules.ORDER]: { order_id: orderId } }
  await container.resolve(ContainerRegistrationKeys.LINK).dismiss([
    { ...order, [Modules.CART]: { cart_id: row.cart_id } },
    { ...order, [Modules.PAYMENT]: { payment_collection_id: row.payment_collection_id } },
  ])
  await container.resolve(Modules.CART).updateCarts([{ id: row.cart_id, completed_at: null }])
}

async function run({ container, row }: StepContext, transactionId?: string): Promise<Completion> {
  const engine = container.resolve(Modules.WORKFLOW_ENGINE)
  return completionSchema.parse(
    await engine.run(completeCartWorkflowId, {
      input: { id: row.cart_id },
      throwOnError: false,
      ...(transactionId !== undefined && { transactionId }),
    }),
  )
}
