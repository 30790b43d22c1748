import type { LedgerRefunding } from "./at-inbank"
import { RefundNotDone, refused } from "./refund-not-done"
import { returnPart } from "./partial-return"
import { withdraw } from "./withdraw"

/**
 * Carries out a refund of the ledger that this process holds, and writes down how it ended.
 * @throws {RefundNotDone} refused: nothing was given back and the row has ended; open: the row waits to be resumed.
 */
export async function carryOutRefund(refunding: LedgerRefunding): Promise<void> {
  const { plugin, refund } = refunding
  try {
    await atInbank(refunding)
  } catch (error) {
    throw await writtenDown(refunding, error)
  }
  await plugin.store.refunds.done(refund)
}

/**
 * A refund stays wanted when Inbank could not be asked about it: it is taken up again, until a person says otherwise.
 */
async function writtenDown({ plugin, refund }: LedgerRefunding, error: unknown): Promise<unknown> {
  const { refunds } = plugin.store
  if (!(error instanceof RefundNotDone)) {
    await refunds.letGo(refund, "See the server's log.")
    return error
  }
  switch (error.outcome) {
    case "refused":
      await refunds.failed(refund, { error: error.message })
      return error
    case "open":
      await refunds.letGo(refund, error.message)
      return error
  }
}

async function atInbank(refunding: LedgerRefunding): Promise<void> {
  const { method } = refunding.refund
  switch (method) {
    case "withdrawal":
      return await withdraw(refunding)
    case "partial_return":
      return await returnPart(refunding)
    case "portal":
      throw refused("A refund in the Partner Portal is made by hand and recorded on the order.")
  }
}
