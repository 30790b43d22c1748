import type { MedusaError } from "@medusajs/framework/utils"
import { isInbankError, type InbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { standing, type Standing } from "../../domain/session/lifecycle"
import { sameAmount } from "../../domain/money"
import { inbankState, isMadeBy, type SessionRow } from "../../modules/inbank/store"
import { pollUntil, INTERACTIVE } from "../session/poll-until"
import { entryGone, type PluginContext } from "../context"
import { hasSession, isFresh } from "../../domain/session/freshness"
import { observe, type AskableRow } from "../session/observe"
import { otherCost } from "../../medusa/order-cost"
import { showProblems } from "../problems/report"
import { notAllowed, rowById } from "../session/payment-row"

/**
 * Captures: approves a granted contract, and succeeds only once Inbank says completed and the contract is active. A
 * contract that was approved in the Partner Portal, or captured before, is a success too. "Not active yet" is an error
 * that clears by itself: the callback or the sweep captures when the contract is active.
 * @throws {MedusaError} NOT_ALLOWED with what to do next.
 */
export async function capture(plugin: PluginContext, captureId: string | undefined): Promise<void> {
  const context = captureId ? await plugin.medusa.payments.findCapture(captureId) : undefined
  const found = await rowById(plugin, context?.purchase_reference)
  if (!context?.counts || !found || !hasSession(found.row)) {
    throw notCaptured("No Inbank session is known for this payment. Look it up in Inbank's Partner Portal.")
  }
  if (!sameAmount(context.amount, context.payment_amount)) {
    throw notCaptured("Inbank contracts are approved whole: capture the full amount.")
  }
  const { row, account } = found
  if (!isMadeBy(row, account)) throw notCaptured(entryGone(row))
  const before = await currentRow(plugin, account, row)
  switch (agreedStanding(before, account)) {
    case "financed":
      return
    case "granted":
      await refuseOtherCost(plugin, account, before, context.order_id)
      return await approveAndWait(plugin, account, before)
    case "activating":
      return await waitUntilFinanced(plugin, account, await ask(plugin, account, before))
    case "undecided":
      throw notCaptured(
        "Inbank has not granted this contract yet. The payment is captured as soon as it is completed.",
      )
    case "refused":
      throw notCaptured(
        `Inbank no longer finances this order (${before.session_status}). Do not ship; agree another payment with the customer.`,
      )
  }
}

/** @throws {MedusaError} when Inbank's amount is not the order's: it may neither be approved nor booked. */
function agreedStanding(row: SessionRow, account: Account): Standing {
  const state = inbankState(row, account)
  if (state.amountAgrees) return standing(state)
  throw notCaptured(
    "Inbank's amount differs from the order's. Look the contract up in Inbank's Partner Portal.",
  )
}

/**
 * The last check before Inbank draws the contract's amount: if the order's cost has changed, no other amount is drawn
 * for it. The only exception is an order that Medusa itself set aside for a change (`approve_or_cancel`): a merchant
 * who has been informed may keep the contract as it was granted.
 */
async function refuseOtherCost(
  plugin: PluginContext,
  { partnerPortalUrl: portalUrl }: Account,
  row: SessionRow,
  orderId: string | null,
): Promise<void> {
  const detail = orderId === null ? undefined : await otherCost(orderId, row)
  if (detail === undefined || (await plugin.store.problems.isOpen("approve_or_cancel", row.id))) return
  await showProblems(
    plugin,
    { id: row.id, portalUrl },
    { problems: [{ kind: "order_total_changed", detail }], complete: false },
  )
  throw notCaptured(
    `Nothing was approved. ${detail} Take the change back; or cancel the contract ("Cancel contract" on the order) and agree another payment with the customer.`,
  )
}

/**
 * A row that says `granted` is acted on without asking: approving twice is harmless, because Inbank answers 422 and is
 * asked then.
 */
async function currentRow(plugin: PluginContext, account: Account, row: AskableRow): Promise<AskableRow> {
  const known = standing(inbankState(row, account))
  if (known === "granted") return row
  const now = await plugin.store.sessions.now()
  return isFresh(row, account, now) ? row : await ask(plugin, account, row, now)
}

async function approveAndWait(plugin: PluginContext, account: Account, row: AskableRow): Promise<void> {
  if (account.approval === "none") {
    throw notCaptured("Inbank completes this contract by itself. The payment is captured as soon as it has.")
  }
  if (!row.contract_uuid) throw notCaptured("Inbank has not named the contract yet. Try again in a minute.")
  const refusal = await plugin
    .client(account)
    .contracts.approve(row.contract_uuid)
    .then(() => undefined, refusalToLookInto)
  const approvedAt = await plugin.store.auditLog.append({
    sessionId: row.id,
    source: "capture",
    action: "approve_contract",
    detail: refusal?.message,
  })
  const after = await ask(plugin, account, row, approvedAt)
  if (refusal && standing(inbankState(after, account)) === "granted")
    throw notCaptured(refusal.merchantMessage)
  await waitUntilFinanced(plugin, account, after)
}

/** Refused or unknown: the contract may have been approved in the Partner Portal, or our call may have arrived. */
function refusalToLookInto(error: unknown): InbankError {
  if (!isInbankError(error)) throw error
  if (error.kind === "rejected" || error.mayHaveActed) return error
  throw notCaptured(error.merchantMessage)
}

async function waitUntilFinanced(plugin: PluginContext, account: Account, latest: AskableRow): Promise<void> {
  const isDecided = (row: AskableRow) => ["financed", "refused"].includes(agreedStanding(row, account))
  const decided = await pollUntil({ plugin, account, source: "capture" }, latest, isDecided).catch(asRefusal)
  if (!decided) {
    await plugin.store.notifications.checkSoon(latest.id)
    throw notAllowed(
      "Approved. Inbank is activating the contract; the payment is captured by itself as soon as it is.",
      "activating",
    )
  }
  if (agreedStanding(decided, account) === "refused") {
    throw notCaptured(`Inbank no longer finances this order (${decided.session_status}). Do not ship.`)
  }
}

async function ask(
  plugin: PluginContext,
  account: Account,
  row: AskableRow,
  now?: Date,
): Promise<AskableRow> {
  return await observe(plugin, account, row, "capture", INTERACTIVE, now).catch(asRefusal)
}

function asRefusal(error: unknown): never {
  throw isInbankError(error) ? notCaptured(error.merchantMessage) : error
}

function notCaptured(sentence: string): MedusaError {
  return notAllowed(sentence, "not_captured")
}
