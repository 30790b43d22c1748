import type { LedgerRefunding } from "./at-inbank"
import { RefundNotDone, refused } from "./refund-not-done"
import { returnPart } from "./return-part"
import { withdraw } from "./withdraw"

/**
 * Carries out a refund of the ledger that is ours for the moment, and writes down how it ended.
 * @throws {RefundNotDone} refused: nothing was given back and the row has ended; open: the row waits to be resumed.
 */
export async function carryOutRefund(refunding: LedgerRefunding): Promise<void> {
  const { inbank, refund } = refunding
  try {
    await atInbank(refunding)
  } catch (error) {
    if (error instanceof RefundNotDone && error.outcome === "refused")
      await inbank.store.refunds.end(refund.id, "failed", { error: error.message })
    else
      await inbank.store.refunds.letGo(
        refund.id,
        error instanceof RefundNotDone ? error.message : "See the server's log.",
      )
    throw error
  }
  await inbank.store.refunds.end(refund.id, "done")
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
