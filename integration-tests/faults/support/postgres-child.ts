import { startPostgres, type Database } from "../../../test-kit/postgres"
import type { Order } from "./postgres-process"

/** The other end of `PostgresProcess`: carries out one order after the other and answers each. */
let database: Database | undefined

async function carryOut(order: Order): Promise<void> {
  if (typeof order === "object") database = await startPostgres(order.start)
  else await database?.[order]()
}

process.on("message", (order: Order) => {
  carryOut(order).then(
    () => process.send?.({ url: database?.url("") }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})

// Whoever gave the orders has ended, orderly or not.
process.on("disconnect", () => {
  void (database?.stop() ?? Promise.resolve()).finally(() => process.exit(0))
})
