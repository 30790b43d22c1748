import { deleteHalfDone } from "../../../medusa/payments"
import { readMedusaState } from "../../../medusa/state"
import type { ActionContext } from "./context"

/**
 * A process that dies in the middle of a capture or a refund leaves its row: every later capture is then "more than the
 * authorized amount", and the refund counts as done. Removing the row loses nothing: Inbank says what really happened.
 */
export async function removeLeftBehind(
  kind: "capture" | "refund",
  { container, plugin, row }: ActionContext,
): Promise<void> {
  const { payment } = await readMedusaState(container, row)
  if (payment) await deleteHalfDone(container, kind, await plugin.medusa.books.leftBehind(kind, payment.id))
}
