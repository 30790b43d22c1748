import type { InbankError } from "../../client"
import { sameAmount, toMinorUnits } from "../../domain/money"
import type { SeenRow } from "../session/observe"
import {
  activeContract,
  askFirst,
  asRefusal,
  inThePortal,
  isTerminated,
  isUnknownAddress,
  takenUpAgain,
  type LedgerRefunding,
  type Refunding,
} from "./at-inbank"
import { refused, stillOpen } from "./refund-not-done"
import { notYetSentence, refusalOf, returnLimits } from "./limits"

/**
 * For this long, what is left to return shows whether a return counted; later the customer's own payments lower it too.
 */
const EVIDENCE_MS = 3_600_000

/**
 * Gives a part back, for Hire Purchase and Split: a draft version of the contract, then its confirmation. Only the
 * confirmation makes the return happen, and a draft can be confirmed only once; so a known draft is confirmed, never
 * made again. The confirmation's address is UNKNOWN (docs/inbank-api.md): without the option no draft is made.
 * @throws {RefundNotDone}
 */
export async function returnPart(refunding: LedgerRefunding): Promise<void> {
  const { plugin, account, refund } = refunding
  if (!plugin.client(account).contracts.canConfirmReturns) {
    const refuse = refund.version_uuid ? stillOpen : refused
    throw refuse(
      `A part can be returned by Inbank's API only once option \`paths.confirmReturn\` is set. Return ${refund.amount} ${refund.currency} ${inThePortal(refunding)} and record it on the order.`,
    )
  }
  const contract = await askFirst(refunding, takenUpAgain)
  if (isTerminated(contract)) {
    throw refused("The contract is terminated at Inbank, so a part of it can no longer be returned.")
  }
  const contractUuid = activeContract(contract, account)
  const versionUuid = refund.version_uuid ?? (await makeDraft(refunding, contract, contractUuid))
  await confirm(refunding, contractUuid, versionUuid)
}

/** A draft that Inbank may have made without an answer to us is no refund: it has no effect. */
async function makeDraft(
  refunding: LedgerRefunding,
  contract: SeenRow,
  contractUuid: string,
): Promise<string> {
  const { plugin, account, refund } = refunding
  const limits = await returnLimits(refunding, contract.contract, contractUuid).catch((error: unknown) => {
    throw refused(asRefusal(error).merchantMessage)
  })
  const refusal = refusalOf(limits, refund.amount)
  if (refusal) throw refused(refusal)
  const draft = await plugin
    .client(account)
    .contracts.draftReturn(contractUuid, refund.amount, { interactive: true })
    .catch((error: unknown) => {
      const { kind, merchantMessage, mayHaveActed } = asRefusal(error)
      const left = mayHaveActed
        ? " A draft may have been left at Inbank; unconfirmed it changes nothing."
        : ""
      throw refused(`${kind === "rejected" ? notYetSentence(limits.notYet) : merchantMessage}${left}`)
    })
  const limitBefore = await limitThatADraftLeaves(refunding, contractUuid, limits.max)
  if (!(await plugin.store.refunds.noteDraft(refund, { versionUuid: draft.uuid, limitBefore }))) {
    throw stillOpen("Somebody else is making it. Look again in a minute.")
  }
  await append(refunding, "draft_return", draft.uuid)
  return draft.uuid
}

/** The limit shows whether a return counted only if a draft alone does not lower it. That it does not is INFERRED. */
async function limitThatADraftLeaves(
  { plugin, account }: LedgerRefunding,
  contractUuid: string,
  before: string | undefined,
): Promise<string | null> {
  if (before === undefined) return null
  const { partialReturn } = await plugin
    .client(account)
    .contracts.changeOptions(contractUuid, { interactive: true })
    .catch(() => ({ partialReturn: undefined }))
  const after = partialReturn?.maxAmount
  return after !== undefined && sameAmount(after, before) ? before : null
}

async function confirm(refunding: LedgerRefunding, contractUuid: string, versionUuid: string): Promise<void> {
  const { plugin, account, refund } = refunding
  if (!(await plugin.store.refunds.noteSent(refund))) throw stillOpen("Somebody else ended it. Look again.")
  const refusal = await plugin
    .client(account)
    .contracts.confirmReturn(contractUuid, versionUuid, { interactive: true })
    .then(() => undefined, asRefusal)
  await append(refunding, "confirm_return", refusal ? refusal.message : versionUuid)
  if (!refusal) return
  if (await showsTheReturn(refunding, contractUuid, refusal)) return
  if (refusal.kind === "rejected" && !wasSentBefore(refunding)) {
    throw refused(
      `${refusal.merchantMessage} The draft at Inbank changes nothing; a new try makes a new one.`,
    )
  }
  const draft = `draft ${versionUuid}, ${refund.amount} ${refund.currency}`
  throw stillOpen(
    isUnknownAddress(refusal)
      ? `Inbank does not know the address that confirms a return (option \`paths.confirmReturn\`), so the return is only a draft (${draft}). Correct the option, or return it ${inThePortal(refunding)} and record the outcome on the order.`
      : `The return is drafted and its confirmation is not known yet (${draft}). It is tried again by itself; if it stays so, look ${inThePortal(refunding)} and record the outcome on the order.`,
  )
}

/**
 * Whether Inbank's limits have shrunk by the amount, after a confirmation whose outcome is doubtful. Only within an
 * hour of the first confirmation.
 */
async function showsTheReturn(
  refunding: LedgerRefunding,
  contractUuid: string,
  refusal: InbankError,
): Promise<boolean> {
  const { plugin, account, refund } = refunding
  if (!refusal.mayHaveActed && refusal.kind !== "rejected" && !wasSentBefore(refunding)) return false
  const { limit_before: before, sent_at: sentAt } = await plugin.store.refunds.get(refund.id)
  const now = await plugin.store.sessions.now()
  if (!before || !sentAt || now.getTime() - sentAt.getTime() > EVIDENCE_MS) return false
  const { partialReturn } = await plugin
    .client(account)
    .contracts.changeOptions(contractUuid, { interactive: true })
    .catch(() => ({ partialReturn: undefined }))
  const after = partialReturn?.maxAmount
  return after !== undefined && toMinorUnits(after) <= toMinorUnits(before) - toMinorUnits(refund.amount)
}

function wasSentBefore({ refund }: LedgerRefunding): boolean {
  return refund.sent_at !== null
}

async function append({ plugin, row }: Refunding, action: string, detail: string): Promise<void> {
  await plugin.store.auditLog.append({ sessionId: row.id, source: "refund", action, detail })
}
