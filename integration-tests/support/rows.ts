import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** The one mapping row of a cart, for what no route shows. */
export async function rowOfCart(container: MedusaContainer, cartId: string) {
  const rows = await rowsOfCart(container, cartId)
  const [row] = rows
  if (!row || rows.length > 1) throw new Error(`expected one row for ${cartId}, found ${rows.length}`)
  return row
}

export async function rowsOfCart(container: MedusaContainer, cartId: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "inbank_session",
    fields: ["*"],
    filters: { cart_id: cartId },
  })
  return data
}

/** The kinds of the problems that are open now. */
export async function openProblems(container: MedusaContainer): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "inbank_problem", fields: ["kind", "cleared_at"] })
  return data.filter((problem) => !problem.cleared_at).map((problem) => String(problem.kind))
}
