import type { Account } from "../../domain/account/account"
import type { PluginContext } from "../context"
import { observe, type AskableRow, type Trigger } from "./observe"
import { INTERACTIVE_ASK_MS, POLL_EVERY_MS, POLL_FOR_MS } from "../../domain/timeouts"

/** How Inbank is asked while somebody waits at a button. */
export const INTERACTIVE = { interactive: true, timeoutMs: INTERACTIVE_ASK_MS }

/**
 * Asks once a second until Inbank's answer is the expected one.
 * @param latest what Inbank said a moment ago.
 * @returns the answer; nothing when the time is over.
 * @throws {InbankError}
 */
export async function pollUntil(
  asking: { plugin: PluginContext; account: Account; source: Trigger },
  latest: AskableRow,
  isAnswer: (row: AskableRow) => boolean,
): Promise<AskableRow | undefined> {
  const deadline = Date.now() + POLL_FOR_MS
  let now: AskableRow = latest
  while (!isAnswer(now)) {
    if (Date.now() + POLL_EVERY_MS > deadline) return undefined
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS))
    now = await observe(asking.plugin, asking.account, now, asking.source, INTERACTIVE)
  }
  return now
}
