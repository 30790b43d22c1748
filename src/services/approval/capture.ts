import { isInbankError, type InbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { standing, type Standing } from "../../domain/session/lifecycle"
import { sameAmount } from "../../domain/money"
import { inbankSide, isMadeBy, type SessionRow } from "../../modules/inbank/store"
import { askUntil, SOMEBODY_WAITS } from "../session/poll-until"
import { entryGone, type Inbank } from "../context"
import { hasSession, isFresh, observe, type AskableRow } from "../session/observe"
import { otherCost } from "../../medusa/order-cost"
import { showProblems } from "../problems/report"
import { notAllowed, rowById } from "../session/payment-row"

/**
 * Captures: approves a granted contract, and succeeds only once Inbank says completed and the contract is active.
 * Approved in the Partner Portal or captured before is a success too. "Not active yet" is an error that heals by
 * itself: the callback or the sweep captures when it is.
 * @throws {MedusaError} NOT_ALLOWED with what to do next.
 */
export async function capture(inbank: Inbank, captureId: string | undefined): Promise<void> {
  const place = captureId ? await inbank.medusa.payments.placeOfCapture(captureId) : undefined
  const found = await rowById(inbank, place?.purchase_reference)
  if (!place?.counts || !found || !hasSession(found.row)) {
    throw notAllowed("No Inbank session is known for this payment. Look it up in Inbank's Partner Portal.")
  }
  if (!sameAmount(place.amount, place.payment_amount)) {
    throw notAllowed("Inbank contracts are approved whole: capture the full amount.")
  }
  const { row, account } = found
  if (!isMadeBy(row, account)) throw notAllowed(entryGone(row))
  const before = await currentRow(inbank, account, row)
  switch (agreedStanding(before, account)) {
    case "financed":
      return
    case "granted":
      await refuseOtherCost(inbank, account, before, place.order_id)
      return await approveAndWait(inbank, account, before)
    case "activating":
      return await waitUntilFinanced(inbank, account, await ask(inbank, account, before))
    case "undecided":
      throw notAllowed(
        "Inbank has not granted this contract yet. The payment is captured as soon as it is completed.",
      )
    case "refused":
      throw notAllowed(
        `Inbank no longer finances this order (${before.session_status}). Do not ship; agree another payment with the customer.`,
      )
  }
}

/** @throws {MedusaError} when Inbank's amount is not the order's: neither to be approved nor to be booked. */
function agreedStanding(row: SessionRow, account: Account): Standing {
  const side = inbankSide(row, account)
  if (side.amountAgrees) return standing(side)
  throw notAllowed(
    "Inbank's amount differs from the order's. Look the contract up in Inbank's Partner Portal.",
  )
}

/**
 * The last look before Inbank draws the contract's amount: whatever changed what the order costs, no other amount is drawn
 * for it. Only of an order that Medusa itself set aside for a change (`approve_or_cancel`) may a merchant who has been told
 * keep the contract as it was granted.
 */
async function refuseOtherCost(
  inbank: Inbank,
  { partnerPortalUrl: portalUrl }: Account,
  row: SessionRow,
  orderId: string | null,
): Promise<void> {
  const detail = orderId === null ? undefined : await otherCost(orderId, row)
  if (detail === undefined || (await inbank.store.problems.isOpen("approve_or_cancel", row.id))) return
  await showProblems(
    inbank,
    { id: row.id, portalUrl },
    { problems: [{ kind: "order_total_changed", detail }], complete: false },
  )
  throw notAllowed(
    `Nothing was approved. ${detail} Take the change back; or cancel the contract ("Cancel contract" on the order) and agree another payment with the customer.`,
  )
}

/** A row that says `granted` is acted on as it is: approving twice is harmless, Inbank answers 422 and is asked then. */
async function currentRow(inbank: Inbank, account: Account, row: AskableRow): Promise<AskableRow> {
  const known = standing(inbankSide(row, account))
  if (known === "granted") return row
  const now = await inbank.store.sessions.now()
  return isFresh(row, account, now) ? row : await ask(inbank, account, row, now)
}

async function approveAndWait(inbank: Inbank, account: Account, row: AskableRow): Promise<void> {
  if (account.approval === "none") {
    throw notAllowed("Inbank completes this contract by itself. The payment is captured as soon as it has.")
  }
  if (!row.contract_uuid) throw notAllowed("Inbank has not named the contract yet. Try again in a minute.")
  const refusal = await inbank
    .client(account)
    .contracts.approve(row.contract_uuid)
    .then(() => undefined, refusalToLookInto)
  const approvedAt = await inbank.store.trail.append({
    sessionId: row.id,
    source: "capture",
    action: "approve_contract",
    detail: refusal?.message,
  })
  const after = await ask(inbank, account, row, approvedAt)
  if (refusal && standing(inbankSide(after, account)) === "granted") throw notAllowed(refusal.merchantMessage)
  await waitUntilFinanced(inbank, account, after)
}

/** Refused or unknown: somebody may have approved it in the Partner Portal, or our call may have arrived all the same. */
function refusalToLookInto(error: unknown): InbankError {
  if (!isInbankError(error)) throw error
  if (error.kind === "rejected" || error.mayHaveActed) return error
  throw notAllowed(error.merchantMessage)
}

async function waitUntilFinanced(inbank: Inbank, account: Account, latest: AskableRow): Promise<void> {
  const isDecided = (row: AskableRow) => ["financed", "refused"].includes(agreedStanding(row, account))
  const decided = await askUntil({ inbank, account, source: "capture" }, latest, isDecided).catch(asRefusal)
  if (!decided) {
    await inbank.store.bells.lookSoon(latest.id)
    throw notAllowed(
      "Approved. Inbank is activating the contract; the payment is captured by itself as soon as it is.",
    )
  }
  if (agreedStanding(decided, account) === "refused") {
    throw notAllowed(`Inbank no longer finances this order (${decided.session_status}). Do not ship.`)
  }
}

async function ask(inbank: Inbank, account: Account, row: AskableRow, now?: Date): Promise<AskableRow> {
  return await observe(inbank, account, row, "capture", SOMEBODY_WAITS, now).catch(asRefusal)
}

function asRefusal(error: unknown): never {
  throw isInbankError(error) ? notAllowed(error.merchantMessage) : error
}
