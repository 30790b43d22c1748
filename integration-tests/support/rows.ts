import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"

const rowSchema = z.looseObject({
  id: z.string(),
  pos_session_uuid: z.string().nullable(),
  session_status: z.string().nullable(),
  contract_status: z.string().nullable(),
  contract_number: z.string().nullable(),
  closed_reason: z.string().nullable(),
  order_id: z.string().nullable(),
  payment_session_id: z.string().nullable(),
  rung_at: z.union([z.date(), z.string()]).nullable(),
  next_check_at: z.union([z.date(), z.string()]).nullable(),
})
const problemSchema = z.object({
  kind: z.string(),
  subject: z.string(),
  remedy: z.string(),
  detail: z.string().nullable(),
  occurrences: z.number(),
  cleared_at: z.unknown(),
})
const eventSchema = z.object({
  source: z.string(),
  action: z.string(),
  after: z.string().nullable(),
  detail: z.string().nullable(),
})

/** Nobody looks at the row again before tomorrow: its purchase is finished, or only its contract is watched. */
export function isAtRest({ next_check_at }: { next_check_at: Date | string | null }): boolean {
  return next_check_at === null || new Date(next_check_at).getTime() > Date.now() + 12 * 3_600_000
}

/** The one mapping row of a cart, for what no route shows. */
export async function rowOfCart(
  container: MedusaContainer,
  cartId: string,
): Promise<z.output<typeof rowSchema>> {
  const rows = await rowsOfCart(container, cartId)
  const [row] = rows
  if (!row || rows.length > 1) throw new Error(`expected one row for ${cartId}, found ${rows.length}`)
  return row
}

export async function rowsOfCart(
  container: MedusaContainer,
  cartId: string,
): Promise<z.output<typeof rowSchema>[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "inbank_session",
    fields: ["*"],
    filters: { cart_id: cartId },
  })
  return z.array(rowSchema).parse(data)
}

/** The kinds of the problems that are open now. */
export async function openProblems(container: MedusaContainer): Promise<string[]> {
  return (await problemRows(container)).filter((row) => !row.cleared_at).map((row) => row.kind)
}

/** Every problem there ever was, cleared ones included. */
export async function problemRows(container: MedusaContainer): Promise<z.output<typeof problemSchema>[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "inbank_problem", fields: ["*"] })
  return z.array(problemSchema).parse(data)
}

/** The audit log of a session. */
export async function auditLogOf(
  container: MedusaContainer,
  sessionId: string,
): Promise<z.output<typeof eventSchema>[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "inbank_event",
    fields: ["*"],
    filters: { session_id: sessionId },
  })
  return z.array(eventSchema).parse(data)
}
