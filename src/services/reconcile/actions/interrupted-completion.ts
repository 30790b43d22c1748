import { errorText } from "../../../domain/error-text"
import { COMPLETION, runCompletion, type Completion } from "../../../medusa/completion"
import { reopenCart } from "../../../medusa/order-links"
import type { ActionContext } from "./context"
import { COMPLETION_ABANDONED_SECONDS } from "../../../domain/timeouts"

/**
 * Medusa's engine breaks off a completion when the database writes slowly: `Updating Status from "ok" to "temp_failure"
 * is not allowed`, seen in 2.21.2 when one of several parallel steps fails while the others wait to write that they
 * have ended. What was done stays done: an order that nobody pays for, reserved goods. When the engine is asked to
 * resume the same execution, it rolls it back or completes it. It cannot when it last wrote that a step was still
 * running: then the execution stays as it is.
 */

/**
 * Completes the cart, and resumes what was interrupted.
 * @throws the error that made the engine break off, where it could not resume.
 */
export async function completeOrResume(context: ActionContext): Promise<Completion> {
  const { container, plugin, row } = context
  await resumeAbandoned(context).catch((error: unknown) => plugin.logger.warn(errorText(error)))
  try {
    return await runCompletion(container, row.cart_id)
  } catch (error) {
    // Our own completion has ended by breaking off: no other process works on this cart while we hold its lease.
    const interrupted = await plugin.medusa.executions.unfinished(COMPLETION, row.cart_id, 0)
    if (interrupted === undefined) throw error
    return await resume(context, interrupted)
  }
}

/**
 * Resumes a completion that was interrupted long ago, begun by us or by the store's own route.
 * @returns false when there is none, or when the process that began it may still work on it.
 * @throws when the engine cannot resume it.
 */
export async function resumeAbandoned(context: ActionContext): Promise<boolean> {
  const { plugin, row } = context
  const left = await plugin.medusa.executions.unfinished(
    COMPLETION,
    row.cart_id,
    COMPLETION_ABANDONED_SECONDS,
  )
  if (left !== undefined) await resume(context, left)
  return left !== undefined
}

async function resume(context: ActionContext, transactionId: string): Promise<Completion> {
  const { container, plugin, row } = context
  plugin.logger.warn(`Inbank: Medusa's completion ${transactionId} of ${row.cart_id} broke off: resuming it`)
  const completion = await runCompletion(container, row.cart_id, transactionId)
  if (!completion.acknowledgement.hasFinished)
    throw new Error(`Inbank: Medusa cannot resume the completion ${transactionId} of ${row.cart_id}`)
  await reopenLostCart(context)
  return completion
}

/**
 * When the engine rolls back, it forgets what it had not written in time. Seen: a cart that counts as completed, and
 * links of an order that is gone. Because of them Medusa would never complete that cart again.
 */
async function reopenLostCart({ container, plugin, row }: ActionContext): Promise<void> {
  const orderId = await plugin.medusa.orders.lostOrderOf(row.cart_id)
  if (orderId !== undefined) await reopenCart(container, row, orderId)
}
