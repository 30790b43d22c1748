import type { InbankError } from "../../client"
import { pollUntil } from "../session/poll-until"
import {
  activeContract,
  askFirst,
  asRefusal,
  inThePortal,
  isTerminated,
  isUnknownAddress,
  takenUpAgain,
  type LedgerRefunding,
} from "./at-inbank"
import { refused, stillOpen } from "./refund-not-done"

/**
 * Gives the whole purchase back: withdraws the contract. A contract ends only once, so asking first makes a second try
 * harmless: a contract that is already terminated counts as given back without a call. The withdrawal's address is
 * INFERRED (docs/inbank-api.md).
 * @throws {RefundNotDone}
 */
export async function withdraw(refunding: LedgerRefunding): Promise<void> {
  const { plugin, account, refund } = refunding
  const before = await askFirst(refunding, takenUpAgain)
  if (isTerminated(before)) return
  const contractUuid = activeContract(before, account)
  const wasSent = refund.sent_at !== null
  if (before.contract?.withdrawable === false && !wasSent) {
    throw refused(
      `Inbank no longer lets this contract be withdrawn. Ask Inbank, or withdraw it ${inThePortal(refunding)} and try again.`,
    )
  }
  if (!(await plugin.store.refunds.noteSent(refund))) throw stillOpen("Somebody else ended it. Look again.")
  const refusal = await plugin
    .client(account)
    .contracts.withdraw(contractUuid, { interactive: true })
    .then(() => undefined, asRefusal)
  const sentAt = await plugin.store.auditLog.append({
    sessionId: before.id,
    source: "refund",
    action: "withdraw_contract",
    detail: refusal?.message,
  })
  const after =
    refusal && !mayHaveEnded(refusal)
      ? before
      : await askFirst(refunding, takenUpAgain, sentAt).catch(() => before)
  if (isTerminated(after)) return
  // An earlier try may still be in progress: the refusal of this one does not say that nothing was given back.
  if (refusal && !wasSent && !refusal.mayHaveActed) throw refused(whyRefused(refusal, refunding))
  const ended = await pollUntil({ plugin, account, source: "refund" }, after, isTerminated).catch(
    () => undefined,
  )
  if (ended) return
  throw stillOpen(
    refusal
      ? "Inbank did not answer clearly, so it is asked again until it is known. You need not press again; the refund is booked by itself."
      : "Inbank took the withdrawal and has not ended the contract yet. The refund is booked by itself as soon as it has.",
  )
}

/** A refusal may mean that the contract was withdrawn meanwhile. */
function mayHaveEnded({ kind, mayHaveActed }: InbankError): boolean {
  return mayHaveActed || kind === "rejected"
}

function whyRefused(refusal: InbankError, refunding: LedgerRefunding): string {
  if (!isUnknownAddress(refusal)) return refusal.merchantMessage
  return `Inbank does not know the address of withdrawals that this plugin assumes. Withdraw the contract ${inThePortal(refunding)} and try again: it is booked as soon as Inbank shows the contract as terminated. If Inbank tells you the right address, set option \`paths.withdrawal\`.`
}
