import { AsyncLocalStorage } from "node:async_hooks"
import type { InbankSession } from "../models/inbank-session"

const rows = new AsyncLocalStorage<InbankSession>()

/** Whatever Medusa asks the processor meanwhile is about this very row: no other session is begun for its cart. */
export async function restoring(row: InbankSession, act: () => Promise<void>): Promise<void> {
  await rows.run(row, act)
}

/** The row whose payment session Medusa is being given back, if that is what goes on. */
export function beingRestored(): InbankSession | undefined {
  return rows.getStore()
}
