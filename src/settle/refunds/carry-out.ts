import type { LedgerRefunding } from "./at-inbank"
import { RefundNotDone, refused, stillOpen } from "./refund-not-done"
import { returnPart } from "./return-part"
import { withdraw } from "./withdraw"

/**
 * Carries out a refund of the ledger that is ours for the moment, and writes down how it ended.
 * @param tellsSomebody who wants it waits for the answer: what was never sent is given up, and they may try again.
 * @throws {RefundNotDone} refused: nothing was given back and the row has ended; open: the row waits to be resumed.
 */
export async function carryOutRefund(
  refunding: LedgerRefunding,
  { tellsSomebody }: { tellsSomebody: boolean },
): Promise<void> {
  const { inbank, refund } = refunding
  try {
    await atInbank(refunding)
  } catch (error) {
    throw await writtenDown(refunding, error, tellsSomebody)
  }
  await inbank.store.refunds.end(refund.id, "done")
}

/** A try that never reached Inbank leaves open what an earlier one may have done. */
async function writtenDown(
  { inbank, refund }: LedgerRefunding,
  error: unknown,
  tellsSomebody: boolean,
): Promise<unknown> {
  const { refunds } = inbank.store
  if (!(error instanceof RefundNotDone)) {
    await refunds.letGo(refund.id, "See the server's log.")
    return error
  }
  const wasNeverSent = error.outcome === "not_asked" && refund.sent_at === null
  const isOver = error.outcome === "refused" || (wasNeverSent && tellsSomebody)
  if (isOver) {
    await refunds.end(refund.id, "failed", { error: error.message })
    return error
  }
  await refunds.letGo(refund.id, error.message)
  return error.outcome === "open"
    ? error
    : stillOpen("It was begun before and Inbank cannot be asked now. It is taken up again by itself.")
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
