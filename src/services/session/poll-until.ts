import type { Account } from "../../domain/account/account"
import type { PluginContext } from "../context"
import { observe, type AskableRow, type Trigger } from "./observe"
import { POLL_EVERY_MS, POLL_FOR_MS } from "../../domain/timeouts"

/** Somebody waits at a button: one try each time, so that what they pressed ends well within a minute. */
export const INTERACTIVE = { interactive: true, timeoutMs: 6_000 }

/**
 * Asks once a second until Inbank's answer is what was waited for.
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
