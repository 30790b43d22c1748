import type { PluginContext } from "../context"
import { BUTTON_MS } from "../../domain/timeouts"

/** What a merchant does with a payment in Medusa. */
export type PaymentAct = "capture" | "refund"

/**
 * Takes the lease of this act, at once or never, and then the lease of the payment, which waits for reconciling.
 * @returns the function that frees both; nothing when another process works on the payment.
 */
export async function takeTurn(
  { store: { leases } }: PluginContext,
  collectionId: string,
  act: PaymentAct,
): Promise<(() => void) | undefined> {
  const turn = `${collectionId}:${act}`
  const ourTurn = await leases.take(turn)
  if (ourTurn === undefined) return undefined
  const payment = await leases.takeWithin(collectionId, BUTTON_MS).catch(async (error: unknown) => {
    await leases.free(ourTurn)
    throw error
  })
  const free = () => {
    if (payment !== undefined) void leases.free(payment).catch(() => undefined)
    void leases.free(ourTurn).catch(() => undefined)
  }
  if (payment !== undefined) return free
  free()
  return undefined
}
