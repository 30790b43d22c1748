import { isOver } from "../../domain/session/close-reason"
import type { SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"

/** The contract of an order that is not cancelled and waits for its capture. */
export async function livingContract(
  { medusa, store }: PluginContext,
  orderId: string,
): Promise<SessionRow | undefined> {
  const waiting = (await medusa.orders.inbankPayments(orderId)).filter(
    ({ captured, canceled }) => !captured && !canceled,
  )
  if (waiting.length === 0 || (await medusa.orders.isCanceled(orderId))) return undefined
  const rows = await Promise.all(waiting.map(({ session_id }) => store.sessions.get(session_id)))
  return rows.find((row) => !isOver(row.session_status, row.contract_status))
}
