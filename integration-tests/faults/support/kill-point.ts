import type { FaultRequest } from "../../../src/sandbox"
import { readRows } from "./book-rows"
import { HeldWrites, type HeldWrite } from "./held-writes"
import type { Sale } from "./sales"
import { cartIds, type TestBed } from "./test-bed"

/** How far the work on a sale has come when its store is killed. */
export type KillPoint =
  /** Inbank's answer does not come: `hang_before`, the request is still on its way; `hang_after`, it has acted. */
  | { asks: FaultRequest["route"]; hangs: "hang_before" | "hang_after" }
  /** The next write to this table about the order, or about its session, does not come about. */
  | { writes: "order" | "order_change" | "order_transaction" | "inbank_event" | "inbank_refund" }

interface Reached {
  /** Resolves when the work on every sale has come so far. */
  all: () => Promise<void>
  /** Once the store is dead: what waits still goes on, or is thrown away. */
  letGo: () => Promise<void>
}

export async function atInbank(
  { sandbox }: TestBed,
  { asks, hangs }: Extract<KillPoint, { asks: unknown }>,
  sales: readonly Sale[],
): Promise<Reached> {
  const ids = sales.map(({ payment, contract }) => {
    const uuid = asks.includes("/contracts") ? contract : payment.posSessionUuid
    return sandbox.faults.add({ route: asks, uuid, kind: { type: hangs } }).id
  })
  return {
    all: async () => {
      await Promise.all(ids.map((id) => sandbox.faults.befallen(id)))
    },
    letGo: async () => ids.forEach((id) => sandbox.faults.remove(id)),
  }
}

export async function inDatabase(
  bed: TestBed,
  writes: readonly (readonly [Extract<KillPoint, { writes: unknown }>, readonly Sale[]])[],
): Promise<Reached> {
  const held: HeldWrite[] = []
  for (const [{ writes: table }, sales] of writes) {
    const ids = table.startsWith("inbank_")
      ? (await readRows(bed, cartIds(sales))).map(({ id }) => id)
      : sales.map(({ order }) => order.id)
    held.push(...ids.map((id) => ({ table, id })))
  }
  const holding = await HeldWrites.hold(bed.knex, held)
  return { all: async () => await holding.awaited(), letGo: async () => await holding.letGo() }
}
