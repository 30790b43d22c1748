import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import type { ActOutcome } from "../../domain/after-sale/act-outcome"
import type { OrderChange } from "../../medusa/sql"
import type { SessionRow } from "../../modules/inbank/store"
import { pluginContext, type PluginContext } from "../../services/context"
import { livingContract } from "../../services/merchant/living-contract"

/** Which order a request is about. Nothing when it does not say: Medusa refuses such a request itself. */
type FindOrder = (req: MedusaRequest, plugin: PluginContext) => Promise<string | undefined>

const bodySchema = z.object({ order_id: z.string() })

const inBody: FindOrder = async (req) => bodySchema.safeParse(req.body).data?.order_id

/** The path of an order edit, and of a credit line, has the id of the order. */
const inPath: FindOrder = async (req) => req.params.id

function behind(change: OrderChange): FindOrder {
  return async (req, { medusa }) => await medusa.orders.orderOf(change, req.params.id ?? "")
}

/**
 * Medusa 2.21 confirms an edit, return, claim or exchange by a new payment collection for what is still to be paid, and
 * cancels the order's uncaptured payment; a credit line makes the order cost less than Inbank would draw. Refused where
 * that happens, where it is announced to the customer, and where it begins, so that nobody prepares a change that
 * cannot be confirmed. Discarding a change (DELETE) is never refused.
 */
const CHANGES: [FindOrder, string[]][] = [
  [inBody, ["/admin/order-edits", "/admin/returns", "/admin/claims", "/admin/exchanges"]],
  [
    inPath,
    ["/admin/order-edits/:id/request", "/admin/order-edits/:id/confirm", "/admin/orders/:id/credit-lines"],
  ],
  [
    behind("return"),
    ["/admin/returns/:id/request", "/admin/returns/:id/receive", "/admin/returns/:id/receive/confirm"],
  ],
  [behind("claim"), ["/admin/claims/:id/request"]],
  [behind("exchange"), ["/admin/exchanges/:id/request"]],
]

export const orderChangeRoutes = CHANGES.flatMap(([findOrder, matchers]) =>
  matchers.map((matcher) => ({ matcher, methods: ["POST" as const], middlewares: [guard(findOrder)] })),
)

/** Keeps Medusa from dropping the payment of a contract that Inbank has granted and nobody has captured. */
function guard(findOrder: FindOrder) {
  return async (req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const plugin = pluginContext(req.scope)
    const orderId = await findOrder(req, plugin)
    const living = orderId ? await livingContract(plugin, orderId) : undefined
    next(living && captureFirst(living))
  }
}

function captureFirst({ id, amount, currency }: SessionRow): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Inbank finances this order by a contract of exactly ${amount} ${currency} (reference ${id}) whose payment is not captured yet. A change of the order would make it cost something else, or make Medusa drop that payment. Capture it first, then change the order and refund or collect the difference; or cancel the order and let the customer order anew.`,
    "capture_first" satisfies ActOutcome,
  )
}
