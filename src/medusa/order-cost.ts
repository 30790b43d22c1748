import { MedusaModule } from "@medusajs/framework/modules-sdk"
import type { IOrderModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { z } from "zod"
import { difference, sameAmount, sum, toDecimal, toMinorUnits } from "../domain/money"
import type { SessionRow } from "../modules/inbank/store"

const amount = z.coerce.number()
const orderSchema = z.object({
  total: amount,
  return_received_total: amount.optional(),
  return_dismissed_total: amount.optional(),
  shipping_methods: z
    .array(z.object({ total: amount, detail: z.object({ return_id: z.string().nullish() }).nullish() }))
    .nullish(),
})

/**
 * How the order's cost differs from what its contract finances, in a sentence; nothing when it does not. Uses Medusa's
 * own total: the order's summary includes changes, but not taxes or discounts that code wrote without a change.
 */
export async function otherCost(
  orderId: string,
  { amount: financed, currency }: Pick<SessionRow, "amount" | "currency">,
): Promise<string | undefined> {
  const cost = costWithoutReturns(await readOrder(orderId))
  if (sameAmount(cost, financed)) return undefined
  return `The order costs ${inCents(cost)} ${currency}, and its contract finances ${inCents(financed)} ${currency}.`
}

/** Returned goods are refunded after the capture, so neither the goods nor the cost of their return count before it. */
function costWithoutReturns(order: z.output<typeof orderSchema>): string {
  const returned = sum(order.return_received_total ?? 0, order.return_dismissed_total ?? 0)
  const ways = (order.shipping_methods ?? []).filter(({ detail }) => detail?.return_id)
  return ways.reduce((cost, { total }) => difference(cost, total), sum(order.total, returned))
}

async function readOrder(orderId: string): Promise<z.output<typeof orderSchema>> {
  const order: unknown = await medusasOrders().retrieveOrder(orderId, {
    select: ["id", "total"],
    relations: ["shipping_methods"],
  })
  return orderSchema.parse(order)
}

const loadedSchema = z.object({
  [Modules.ORDER]: z.custom<Pick<IOrderModuleService, "retrieveOrder">>(
    (service) => typeof service === "object" && service !== null && "retrieveOrder" in service,
  ),
})

/** A provider's container holds no other module, and approvals are sent from there. */
function medusasOrders(): Pick<IOrderModuleService, "retrieveOrder"> {
  return loadedSchema.parse(MedusaModule.getModuleInstance(Modules.ORDER))[Modules.ORDER]
}

function inCents(amountOfMoney: string): string {
  return toDecimal(toMinorUnits(amountOfMoney))
}
