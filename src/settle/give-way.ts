import { setTimeout as pause } from "node:timers/promises"

/** A flood does not keep anybody from being looked at for longer. */
const PATIENCE_MS = 1_000
const POLL_MS = 5

let answering = 0

/** Counts a caller as being answered, whom those who give way let go first. */
export async function answerFirst(answer: () => Promise<void>): Promise<void> {
  answering += 1
  try {
    await answer()
  } finally {
    answering -= 1
  }
}

/**
 * Waits while callers are being answered. A look costs as much as a dozen bells: when Inbank sends many callbacks at
 * once, all of them are stored first, and then looked into.
 * @param since when the look was asked for, as `Date.now()`: one that stood in a queue has waited already.
 */
export async function giveWay(since: number): Promise<void> {
  const deadline = since + PATIENCE_MS
  while (answering > 0 && Date.now() < deadline) await pause(POLL_MS)
}
