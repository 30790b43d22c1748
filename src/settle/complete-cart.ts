import { Modules } from "@medusajs/framework/utils"
import { completeCartWorkflowId } from "@medusajs/medusa/core-flows"
import { z } from "zod"
import { orderRefusal, type OrderRefusal } from "../domain/order-refusal"
import { readMedusaSide } from "./medusa-side"
import type { StepContext } from "./steps"

/** Medusa would not place the order for a reason of its own. */
export class OrderNotPlaced extends Error {
  override readonly name = "OrderNotPlaced"

  /** @param forPeople what may be stored and shown; the message is for the log. */
  constructor(
    message: string,
    readonly refusal: Exclude<OrderRefusal, "undecided">,
    readonly forPeople: string,
  ) {
    super(message)
  }
}

const completionSchema = z.object({
  errors: z
    .array(
      z.object({
        action: z.string().optional(),
        error: z.looseObject({ type: z.string().optional(), message: z.string().optional() }),
      }),
    )
    .nullish(),
})

type Completion = z.output<typeof completionSchema>

/** Nobody who began a completion so long ago holds the lease of its cart still. */
const LEFT_SECONDS = 120

/** @throws {OrderNotPlaced} when Medusa will not make an order of this cart. */
export async function completeCart(context: StepContext): Promise<void> {
  const { container, inbank, row } = context
  const { payments, sessions } = inbank.store
  const completion = await runCompletion(context)
  const { order } = await readMedusaSide(container, row)
  if (order) return await sessions.recordOrder(row.id, order)

  const [failure] = completion.errors ?? []
  const sentence = failure?.error.message ?? "Medusa gave no reason."
  const refusal = orderRefusal({ step: failure?.action, type: failure?.error.type })
  await sessions.recordOrderRefusal(row.id, refusal === "mendable" ? sentence : null)
  switch (refusal) {
    case "undecided":
      throw new Error(sentence)
    case "transient":
      // Medusa says it of a discount whose promotion is gone: "Cannot read properties of undefined".
      if (await payments.hasLostPromotion(row.cart_id))
        throw new OrderNotPlaced(sentence, "final", "A promotion of this cart no longer exists.")
      // Only what Medusa means to be read: an unexpected error may hold addresses, SQL or a person's data.
      throw new OrderNotPlaced(sentence, refusal, "See the server's log.")
    case "mendable":
    case "final":
      throw new OrderNotPlaced(sentence, refusal, sentence)
  }
}

/**
 * Completes the cart by the engine and the workflow's id, as the store's own route does: other ways swallow the reason
 * of a failure.
 *
 * Where the database is slow to write, Medusa's engine breaks off in the midst: "Updating Status from "ok" to
 * "temp_failure" is not allowed", seen in 2.21.2 when steps that run side by side wait for each other's checkpoints. An
 * order that nobody pays for and that belongs to no cart stays behind. Asked to go on with the same execution, the engine
 * brings it to its end, or takes back what was done.
 */
async function runCompletion({ container, inbank, row }: StepContext): Promise<Completion> {
  const { executions } = inbank.store
  const run = async (transactionId?: string) =>
    completionSchema.parse(
      await container.resolve(Modules.WORKFLOW_ENGINE).run(completeCartWorkflowId, {
        input: { id: row.cart_id },
        throwOnError: false,
        ...(transactionId !== undefined && { transactionId }),
      }),
    )
  const goOn = async (transactionId: string) => {
    inbank.logger.warn(
      `Inbank: Medusa's completion ${transactionId} of ${row.cart_id} broke off and is gone on with`,
    )
    return await run(transactionId)
  }
  const left = await executions.unfinished(completeCartWorkflowId, row.cart_id, LEFT_SECONDS)
  if (left !== undefined) await goOn(left).catch(() => undefined)
  try {
    return await run()
  } catch (error) {
    const broken = await executions.unfinished(completeCartWorkflowId, row.cart_id, 0)
    if (broken === undefined) throw error
    return await goOn(broken)
  }
}
