import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import {
  capturePaymentWorkflow,
  completeCartWorkflowId,
  createPaymentSessionsWorkflow,
} from "@medusajs/medusa/core-flows"
import { z } from "zod"
import { isInbankError } from "../client"
import type { Account } from "../domain/account"
import type { Step } from "../domain/plan"
import type { Inbank } from "./inbank"
import { readMedusaSide } from "./medusa-side"
import { observe, type AskableRow, type Source } from "./observe"
import { standing } from "../domain/lifecycle"
import { inbankSide } from "../modules/inbank/store"

export interface StepContext {
  container: MedusaContainer
  inbank: Inbank
  account: Account
  row: AskableRow
  source: Source
}

/** Medusa would not place the order for a reason of its own: a human or the shopper must mend it. */
export class OrderNotPlaced extends Error {
  override readonly name = "OrderNotPlaced"

  /** @param forPeople what may be stored and shown; the message is for the log. */
  constructor(
    message: string,
    readonly forPeople: string,
  ) {
    super(message)
  }
}

/** Types of Medusa's errors whose sentences are written for people. */
const READABLE: string[] = [
  MedusaError.Types.NOT_ALLOWED,
  MedusaError.Types.INVALID_DATA,
  MedusaError.Types.NOT_FOUND,
  MedusaError.Types.CONFLICT,
]

/**
 * Carries out one step of a plan. Done twice it does no harm: Medusa's workflows and Inbank refuse what was done, and
 * where they would not, the step looks again first.
 * @throws {OrderNotPlaced} when Medusa refuses to complete the cart; any error of Medusa's or Inbank's otherwise.
 */
export async function carryOut(step: Step, context: StepContext): Promise<void> {
  switch (step) {
    case "restore_payment_session":
      return await restorePaymentSession(context)
    case "complete_cart":
      return await completeCart(context)
    case "authorize_payment":
      return await authorizePayment(context)
    case "capture_payment":
      return await capturePayment(context)
    case "cancel_payment":
      return await cancelPayment(context)
    case "cancel_contract":
      return await cancelContract(context)
  }
}

/** Medusa drops its payment sessions whenever a total changes, also when it changes back. Ours is bound to the new one. */
async function restorePaymentSession({ container, row }: StepContext): Promise<void> {
  await createPaymentSessionsWorkflow(container).run({
    input: { payment_collection_id: row.payment_collection_id, provider_id: row.account_id },
  })
}

const completionSchema = z.object({
  errors: z
    .array(
      z.object({ error: z.looseObject({ type: z.string().optional(), message: z.string().optional() }) }),
    )
    .nullish(),
})

/** By the engine and its id, as the store's own route does: other ways swallow the reason of a failure. */
async function completeCart({ container, inbank, row }: StepContext): Promise<void> {
  const completion = completionSchema.parse(
    await container
      .resolve(Modules.WORKFLOW_ENGINE)
      .run(completeCartWorkflowId, { input: { id: row.cart_id }, throwOnError: false }),
  )
  const { order } = await readMedusaSide(container, row)
  if (order) {
    await inbank.store.sessions.recordOrder(row.id, order)
    return
  }
  await inbank.store.sessions.recordOrderRefusal(row.id, null)
  const [failure] = completion.errors ?? []
  const sentence = failure?.error.message ?? "Medusa gave no reason."
  if (failure?.error.type?.startsWith("payment_")) throw new Error(sentence)
  // Only what Medusa means to be read: an unexpected error may hold addresses, SQL or a person's data.
  if (!READABLE.includes(failure?.error.type ?? ""))
    throw new OrderNotPlaced(sentence, "See the server's log.")
  await inbank.store.sessions.recordOrderRefusal(row.id, sentence)
  throw new OrderNotPlaced(sentence, sentence)
}

/**
 * An order that lost its payment in a crash: Medusa can be asked to authorize the session once more. It never sent
 * `order.placed` for it, and subscribers (mails, stock) rely on that.
 */
async function authorizePayment({ container, inbank, row }: StepContext): Promise<void> {
  const { paymentSessionId } = await readMedusaSide(container, row)
  if (!paymentSessionId) throw new Error("no payment session to authorize")
  const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
  await payments.authorizePaymentSession(paymentSessionId, {})
  const { order } = await readMedusaSide(container, row)
  if (!order) throw new Error("the payment was authorized, but no order was found for it")
  await inbank.store.sessions.recordOrder(row.id, order)
  await container.resolve(Modules.EVENT_BUS).emit({ name: "order.placed", data: { id: order.orderId } })
}

async function capturePayment({ container, row }: StepContext): Promise<void> {
  const { side, order } = await readMedusaSide(container, row)
  if (!order || side.kind !== "order" || side.payment !== "authorized") return
  await capturePaymentWorkflow(container).run({ input: { payment_id: order.paymentId } })
}

async function cancelPayment({ container, row }: StepContext): Promise<void> {
  const { side, payment } = await readMedusaSide(container, row)
  if (!payment || (side.kind === "order" && side.payment !== "authorized")) return
  const payments: IPaymentModuleService = container.resolve(Modules.PAYMENT)
  await payments.cancelPayment(payment.id)
  // Left there, its session would lend the cancelled payment to the next order of this cart, unasked.
  if (side.kind !== "order") return await payments.deletePaymentSession(payment.paymentSessionId)
  // Medusa counts the cancelled payment's session as authorized still, and the order's payment status with it.
  await payments.updatePaymentCollections(row.payment_collection_id, {
    status: PaymentCollectionStatus.CANCELED,
  })
}

/** A refusal means that Inbank's side moved on meanwhile, so it is looked at before anybody despairs. */
async function cancelContract({ inbank, account, row, source }: StepContext): Promise<void> {
  if (!row.contract_uuid) throw new Error("Inbank has not named the contract yet")
  const refusal = await inbank
    .client(account)
    .contracts.cancel(row.contract_uuid)
    .then(() => undefined, asRefusal)
  const after = await observe(inbank, account, row, source)
  if (standing(inbankSide(after, account)) !== "granted") return
  throw refusal ?? new Error("Inbank took the cancellation, but does not show it yet")
}

function asRefusal(error: unknown): Error {
  if (isInbankError(error) && (error.kind === "rejected" || error.mayHaveActed)) return error
  throw error
}
