import { AsyncLocalStorage } from "node:async_hooks"
import type { InbankSession } from "../models/inbank-session"

const rows = new AsyncLocalStorage<InbankSession>()

/** All that Medusa asks the processor meanwhile is about this row: no other session is begun for its cart. */
export async function restoring(row: InbankSession, act: () => Promise<void>): Promise<void> {
  await rows.run(row, act)
}

/** The row whose payment session is being restored in Medusa, if one is. */
export function beingRestored(): InbankSession | undefined {
  return rows.getStore()
}
