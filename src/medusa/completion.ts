import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { completeCartWorkflowId } from "@medusajs/medusa/core-flows"
import { z } from "zod"

/** The workflow that makes an order of a cart: Medusa's own. */
export const COMPLETION = completeCartWorkflowId

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

/**
 * Completes a cart by the engine and the workflow's id, as the store's own route does: other ways hide the reason of a
 * failure.
 * @param transactionId resumes this execution, if given.
 * @throws the error that made the engine break off.
 */
export async function runCompletion(
  container: MedusaContainer,
  cartId: string,
  transactionId?: string,
): Promise<Completion> {
  const engine = container.resolve(Modules.WORKFLOW_ENGINE)
  return completionSchema.parse(
    await engine.run(COMPLETION, {
      input: { id: cartId },
      throwOnError: false,
      ...(transactionId !== undefined && { transactionId }),
    }),
  )
}
