import type { MedusaContainer } from "@medusajs/framework/types"
import {
  beginClaimOrderWorkflow,
  beginExchangeOrderWorkflow,
  beginOrderEditOrderWorkflow,
  beginReceiveReturnWorkflow,
  beginReturnOrderWorkflow,
  confirmClaimRequestWorkflow,
  confirmExchangeRequestWorkflow,
  confirmOrderEditRequestWorkflow,
  confirmReturnReceiveWorkflow,
  confirmReturnRequestWorkflow,
} from "@medusajs/medusa/core-flows"
import { z } from "zod"

/** A request to the admin's routes: its path and its body. */
type Request = [path: string, body: object]

/** What comes back and what goes out. */
interface Goods {
  back: { id: string; quantity: number }[]
  out: { variant_id: string; quantity: number }[]
}

/**
 * A way to change an order that stands: over the admin's routes, or by a merchant's own code, which runs Medusa's
 * workflows. It is about an order (`subject`), or about a return that was asked for; `id` is what its routes call it.
 */
export interface OrderChange {
  begin(subject: string): Request
  idOf(answer: unknown, subject: string): string
  fill(id: string, goods: Goods): Request[]
  confirm(id: string): string[]
  /** A DELETE takes back what was begun. */
  giveUp(id: string): string
  beginByCode(container: MedusaContainer, subject: string): Promise<string>
  confirmByCode(container: MedusaContainer, id: string): Promise<unknown>
}

const orderEdit: OrderChange = {
  begin: (subject) => ["/admin/order-edits", { order_id: subject }],
  idOf: (_answer, subject) => subject,
  fill: (id, { out }) => [[`/admin/order-edits/${id}/items`, { items: out }]],
  confirm: (id) => [`/admin/order-edits/${id}/request`, `/admin/order-edits/${id}/confirm`],
  giveUp: (id) => `/admin/order-edits/${id}`,
  beginByCode: async (container, subject) => {
    await beginOrderEditOrderWorkflow(container).run({ input: { order_id: subject } })
    return subject
  },
  confirmByCode: async (container, id) =>
    await confirmOrderEditRequestWorkflow(container).run({ input: { order_id: id } }),
}

const returnRequest: OrderChange = {
  begin: (subject) => ["/admin/returns", { order_id: subject }],
  idOf: (answer) => z.object({ return: z.object({ id: z.string() }) }).parse(answer).return.id,
  fill: (id, { back }) => [[`/admin/returns/${id}/request-items`, { items: back }]],
  confirm: (id) => [`/admin/returns/${id}/request`],
  giveUp: (id) => `/admin/returns/${id}/request`,
  beginByCode: async (container, subject) => {
    const { result } = await beginReturnOrderWorkflow(container).run({ input: { order_id: subject } })
    return given(result.return_id)
  },
  confirmByCode: async (container, id) =>
    await confirmReturnRequestWorkflow(container).run({ input: { return_id: id } }),
}

const returnReceipt: OrderChange = {
  begin: (subject) => [`/admin/returns/${subject}/receive`, {}],
  idOf: (_answer, subject) => subject,
  fill: (id, { back }) => [[`/admin/returns/${id}/receive-items`, { items: back }]],
  confirm: (id) => [`/admin/returns/${id}/receive/confirm`],
  giveUp: (id) => `/admin/returns/${id}/receive`,
  beginByCode: async (container, subject) => {
    await beginReceiveReturnWorkflow(container).run({ input: { return_id: subject } })
    return subject
  },
  confirmByCode: async (container, id) =>
    await confirmReturnReceiveWorkflow(container).run({ input: { return_id: id } }),
}

const claim: OrderChange = {
  begin: (subject) => ["/admin/claims", { order_id: subject, type: "replace" }],
  idOf: (answer) => z.object({ claim: z.object({ id: z.string() }) }).parse(answer).claim.id,
  fill: (id, { back, out }) => [
    [`/admin/claims/${id}/inbound/items`, { items: back }],
    [`/admin/claims/${id}/outbound/items`, { items: out }],
  ],
  confirm: (id) => [`/admin/claims/${id}/request`],
  giveUp: (id) => `/admin/claims/${id}/request`,
  beginByCode: async (container, subject) => {
    const { result } = await beginClaimOrderWorkflow(container).run({
      input: { order_id: subject, type: "replace" },
    })
    return given(result.claim_id)
  },
  confirmByCode: async (container, id) =>
    await confirmClaimRequestWorkflow(container).run({ input: { claim_id: id } }),
}

const exchange: OrderChange = {
  begin: (subject) => ["/admin/exchanges", { order_id: subject }],
  idOf: (answer) => z.object({ exchange: z.object({ id: z.string() }) }).parse(answer).exchange.id,
  fill: (id, { back, out }) => [
    [`/admin/exchanges/${id}/inbound/items`, { items: back }],
    [`/admin/exchanges/${id}/outbound/items`, { items: out }],
  ],
  confirm: (id) => [`/admin/exchanges/${id}/request`],
  giveUp: (id) => `/admin/exchanges/${id}/request`,
  beginByCode: async (container, subject) => {
    const { result } = await beginExchangeOrderWorkflow(container).run({ input: { order_id: subject } })
    return given(result.exchange_id)
  },
  confirmByCode: async (container, id) =>
    await confirmExchangeRequestWorkflow(container).run({ input: { exchange_id: id } }),
}

export const ORDER_CHANGES = {
  "an order edit": orderEdit,
  "a return": returnRequest,
  "the receipt of a return": returnReceipt,
  "a claim": claim,
  "an exchange": exchange,
} as const
export type OrderChangeName = keyof typeof ORDER_CHANGES

function given(id: string | null | undefined): string {
  if (!id) throw new Error("Medusa did not say what it began")
  return id
}
