import { standing, type Standing } from "../domain/session/lifecycle"
import { toMinorUnits } from "../domain/money"
import { inbankState } from "../domain/session/reading"
import { errorToVerify } from "../core/inbank/error-to-verify"
import type { PluginContext } from "../reconcile/context"
import { readMedusaState } from "../reconcile/medusa-state"
import { observe, INTERACTIVE, upToDate, type AskableRow } from "../reconcile/observe"
import type { Data } from "../reconcile/row-of-data"
import { notAllowed } from "./answers"
import { neededRow } from "./needed-row"
import { POLL_EVERY_MS, POLL_FOR_MS } from "../domain/timeouts"

/**
 * Captures: approves a granted contract, and succeeds only once Inbank says completed and the contract is active. A
 * contract that was approved in the Partner Portal, or captured before, is a success too. "Not active yet" is an error
 * that clears by itself: the callback or the sweep captures when the contract is active.
 * @throws {MedusaError|InbankError} with what to do next.
 */
export async function capture(plugin: PluginContext, data: Data): Promise<AskableRow> {
  const found = await neededRow(plugin, data)
  const payment = await plugin.medusa.paymentOfRow(found)
  if (payment && payment.amount !== toMinorUnits(found.amount)) throw otherAmount()
  const row = await upToDate(plugin, found)
  switch (agreedStanding(plugin, row)) {
    case "financed":
      return row
    case "granted":
      await refuseOtherCost(plugin, row)
      return await approveAndWait(plugin, row)
    case "activating":
      return await waitUntilFinanced(plugin, row)
    case "undecided":
      throw notAllowed(
        "Inbank has not granted this contract yet. The payment is captured as soon as it is completed.",
      )
    case "refused":
      throw noLongerFinanced(row)
  }
}

/** The last check before Inbank draws the contract's amount: the order may have been edited since its customer signed. */
async function refuseOtherCost(plugin: PluginContext, row: AskableRow): Promise<void> {
  const { state } = await readMedusaState(plugin, row)
  if (state.kind !== "order" || !state.totalChanged) return
  await plugin.sessions.enqueue({ id: row.id })
  throw notAllowed(
    "Nothing was approved: the order costs something else than its contract finances. Change it back, or cancel it and let the customer order anew.",
  )
}

async function approveAndWait(plugin: PluginContext, row: AskableRow): Promise<AskableRow> {
  if (plugin.account.approval === "none") {
    throw notAllowed("Inbank completes this contract by itself. The payment is captured as soon as it has.")
  }
  if (!row.contract_uuid) throw notAllowed("Inbank has not named the contract yet. Try again in a minute.")
  // Whatever happens to this call and its caller, the sweep checks the row: what Inbank has financed is captured.
  await plugin.sessions.enqueue({ id: row.id })
  // Refused or unknown: it may be approved already, so what Inbank says now counts.
  const refusal = await plugin.client.contracts
    .approve(row.contract_uuid)
    .then(() => undefined, errorToVerify)
  const after = await observe(plugin, row, INTERACTIVE)
  if (refusal && agreedStanding(plugin, after) === "granted") throw refusal
  return await waitUntilFinanced(plugin, after)
}

async function waitUntilFinanced(plugin: PluginContext, latest: AskableRow): Promise<AskableRow> {
  let row = latest
  const deadline = Date.now() + POLL_FOR_MS
  for (;;) {
    const now = agreedStanding(plugin, row)
    if (now === "financed") return row
    if (now === "refused") throw noLongerFinanced(row)
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS))
    const left = deadline - Date.now()
    if (left <= 0) break
    row = await observe(plugin, row, {
      ...INTERACTIVE,
      timeoutMs: Math.min(left, INTERACTIVE.timeoutMs),
    })
  }
  throw notAllowed(
    "Approved. Inbank is activating the contract; the payment is captured by itself as soon as it is.",
  )
}

function agreedStanding({ account }: PluginContext, row: AskableRow): Standing {
  const state = inbankState(row, account)
  if (state.amountAgrees) return standing(state)
  throw otherAmount()
}

function otherAmount() {
  return notAllowed(
    "Inbank's amount differs from the order's. Look the contract up in Inbank's Partner Portal.",
  )
}

function noLongerFinanced(row: AskableRow) {
  return notAllowed(
    `Inbank no longer finances this order (${row.session_status ?? "unknown"}). Do not ship; agree another payment with the customer.`,
  )
}
