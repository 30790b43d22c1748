import { printTable } from "./report"

/** Says what was tried and what came of it, and leaves nothing behind. */
export default async function globalTeardown(): Promise<void> {
  await printTable()
  await globalThis.inbankFaultsCleanup?.()
}
