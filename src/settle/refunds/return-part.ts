import type { Contract, InbankError } from "../../client"
import { sameAmount, toMinorUnits } from "../../domain/money"
import { partialReturnFrom } from "../../domain/refund"
import type { SeenRow } from "../observe"
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

/** What is left to return shows whether a return counted for this long; later the customer's own payments would show in it too. */
const EVIDENCE_MS = 3_600_000

/**
 * Gives a part back, for Hire Purchase and Split: a draft version of the contract, then its confirmation. Only the
 * confirmation makes the return happen, and a draft can be confirmed but once; so a draft that is known is confirmed,
 * never made again. The confirmation's address is UNKNOWN (docs/inbank-api.md): without the option no draft is made.
 * @throws {RefundNotDone}
 */
export async function returnPart(refunding: LedgerRefunding): Promise<void> {
  const { inbank, account, refund } = refunding
  if (!inbank.client(account).contracts.canConfirmReturns) {
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

/** A draft that Inbank may have made without our hearing of it is no refund: nothing follows from it. */
async function makeDraft(
  refunding: LedgerRefunding,
  contract: SeenRow,
  contractUuid: string,
): Promise<string> {
  const { inbank, account, refund } = refunding
  const limits = await returnLimits(refunding, contract.contract, contractUuid).catch((error: unknown) => {
    throw refused(asRefusal(error).merchantMessage)
  })
  const refusal = refusalOf(limits, refund.amount)
  if (refusal) throw refused(refusal)
  const draft = await inbank
    .client(account)
    .contracts.draftReturn(contractUuid, refund.amount, { shopperWaiting: true })
    .catch((error: unknown) => {
      const { kind, merchantMessage, mayHaveActed } = asRefusal(error)
      const left = mayHaveActed
        ? " A draft may have been left at Inbank; unconfirmed it changes nothing."
        : ""
      throw refused(`${kind === "rejected" ? (limits.notYet ?? merchantMessage) : merchantMessage}${left}`)
    })
  const limitBefore = await limitThatADraftLeaves(refunding, contractUuid, limits.max)
  if (!(await inbank.store.refunds.noteDraft(refund.id, { versionUuid: draft.uuid, limitBefore }))) {
    throw stillOpen("Somebody else is making it. Look again in a minute.")
  }
  await append(refunding, "draft_return", draft.uuid)
  return draft.uuid
}

/** The limit shows whether a return counted only if a draft alone does not lower it. That it does not is INFERRED. */
async function limitThatADraftLeaves(
  { inbank, account }: LedgerRefunding,
  contractUuid: string,
  before: string | undefined,
): Promise<string | null> {
  if (before === undefined) return null
  const { partialReturn } = await inbank
    .client(account)
    .contracts.changeOptions(contractUuid, { shopperWaiting: true })
    .catch(() => ({ partialReturn: undefined }))
  const after = partialReturn?.maxAmount
  return after !== undefined && sameAmount(after, before) ? before : null
}

async function confirm(refunding: LedgerRefunding, contractUuid: string, versionUuid: string): Promise<void> {
  const { inbank, account, refund } = refunding
  if (!(await inbank.store.refunds.noteSent(refund.id)))
    throw stillOpen("Somebody else ended it. Look again.")
  const refusal = await inbank
    .client(account)
    .contracts.confirmReturn(contractUuid, versionUuid, { shopperWaiting: true })
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
 * Whether Inbank's limits have shrunk by the amount, after a confirmation whose outcome is doubtful. Within an hour of
 * the first one only.
 */
async function showsTheReturn(
  refunding: LedgerRefunding,
  contractUuid: string,
  refusal: InbankError,
): Promise<boolean> {
  const { inbank, account, refund } = refunding
  if (!refusal.mayHaveActed && refusal.kind !== "rejected" && !wasSentBefore(refunding)) return false
  const { limit_before: before, sent_at: sentAt } = await inbank.store.refunds.get(refund.id)
  const now = await inbank.store.sessions.now()
  if (!before || !sentAt || now.getTime() - sentAt.getTime() > EVIDENCE_MS) return false
  const { partialReturn } = await inbank
    .client(account)
    .contracts.changeOptions(contractUuid, { shopperWaiting: true })
    .catch(() => ({ partialReturn: undefined }))
  const after = partialReturn?.maxAmount
  return after !== undefined && toMinorUnits(after) <= toMinorUnits(before) - toMinorUnits(refund.amount)
}

function wasSentBefore({ refund }: LedgerRefunding): boolean {
  return refund.sent_at !== null
}

/** What Inbank lets be returned now; what it does not say is absent. */
export interface ReturnLimits {
  allowed?: boolean
  /** Major units. */
  min?: string
  max?: string
  /** Why not, where we can tell. */
  notYet?: string
}

/** @throws {InbankError} */
export async function returnLimits(
  { inbank, account }: Pick<Refunding, "inbank" | "account">,
  contract: Contract | undefined,
  contractUuid: string,
): Promise<ReturnLimits> {
  const { partialReturn } = await inbank
    .client(account)
    .contracts.changeOptions(contractUuid, { shopperWaiting: true })
  const from = partialReturnFrom(
    contract?.activatedAt ?? contract?.signedAt,
    account.country,
    await inbank.store.sessions.now(),
  )
  return {
    allowed: partialReturn?.allowed,
    min: partialReturn?.minAmount,
    max: partialReturn?.maxAmount,
    notYet: from
      ? `A part can be returned from the day after the contract was made: possible from ${from}.`
      : "A part can be returned once Inbank has paid out the contract: try again then.",
  }
}

/** Why this amount cannot be returned now, in a sentence. */
export function refusalOf({ allowed, min, max, notYet }: ReturnLimits, amount: string): string | undefined {
  if (allowed === false) return notYet
  if (min !== undefined && toMinorUnits(amount) < toMinorUnits(min))
    return `The smallest part that Inbank takes back of this contract is ${min}.`
  if (max !== undefined && toMinorUnits(amount) > toMinorUnits(max))
    return `The largest part that Inbank takes back of this contract is ${max}; to give back everything that is left, refund the whole rest.`
  return undefined
}

async function append({ inbank, row }: Refunding, action: string, detail: string): Promise<void> {
  await inbank.store.trail.append({ sessionId: row.id, source: "refund", action, detail })
}
