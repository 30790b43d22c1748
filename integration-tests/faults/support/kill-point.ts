import type { FaultRequest } from "../../../src/sandbox"
import { HeldTable } from "./held-table"
import type { Sale } from "./sales"
import type { TestBed } from "./test-bed"

/** The point at which a store is killed that is asked for several sales at once. */
export type KillPoint = (
  bed: TestBed,
  sales: readonly Sale[],
) => Promise<{
  /** Resolves when the work on every sale has come so far. */
  reached: () => Promise<void>
  /** Once the store is dead: what waits still goes on, or is thrown away. */
  letGo: () => Promise<void>
}>

/** Inbank's answers about these sales do not come: `hang_before`, the request is still on its way; `hang_after`, it has acted. */
export function asking(route: FaultRequest["route"], type: "hang_before" | "hang_after"): KillPoint {
  return async ({ sandbox }, sales) => {
    const ids = sales.map(({ payment, contract }) => {
      const uuid = route.includes("/contracts") ? contract : payment.posSessionUuid
      return sandbox.faults.add({ route, uuid, kind: { type } }).id
    })
    return {
      reached: async () => {
        await Promise.all(ids.map((id) => sandbox.faults.befallen(id)))
      },
      letGo: async () => ids.forEach((id) => sandbox.faults.remove(id)),
    }
  }
}

/** The next write to a table of the database does not come about. */
export function writing(table: string): KillPoint {
  return async ({ knex }, sales) => {
    const held = await HeldTable.hold(knex, table)
    return { reached: async () => await held.awaited(sales.length), letGo: async () => await held.letGo() }
  }
}
