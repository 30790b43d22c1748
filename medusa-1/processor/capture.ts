import { standing, type Standing } from "../domain/lifecycle"
import { toMinorUnits } from "../domain/money"
import { inbankSide } from "../domain/session-reading"
import { asRefusal } from "../settle/cancel-contract"
import type { Inbank } from "../settle/inbank"
import { observe, SOMEBODY_WAITS, upToDate, type AskableRow } from "../settle/observe"
import { notAllowed } from "./answers"
import { neededRow, type Data } from "./row-of-data"

/** After an approval Inbank advises to ask once a second for at most 15 s; Medusa 1 holds a transaction meanwhile. */
const ASK_EVERY_MS = 1_000
const ASK_TIMES = 10

/**
 * Captures: approves a granted contract, and succeeds only once Inbank says completed and the contract is active.
 * Approved in the Partner Portal or captured before is a success too. "Not active yet" is an error that heals by
 * itself: the callback or the sweep captures when it is.
 * @throws {MedusaError|InbankError} with what to do next.
 */
export async function capture(inbank: Inbank, data: Data): Promise<AskableRow> {
  const found = await neededRow(inbank, data)
  const payment = await inbank.medusa.paymentOfRow(found.id)
  if (payment && payment.amount !== toMinorUnits(found.amount)) throw otherAmount()
  const row = await upToDate(inbank, found)
  switch (agreedStanding(inbank, row)) {
    case "financed":
      return row
    case "granted":
      return await approveAndWait(inbank, row)
    case "activating":
      return await waitUntilFinanced(inbank, row)
    case "undecided":
      throw notAllowed(
        "Inbank has not granted this contract yet. The payment is captured as soon as it is completed.",
      )
    case "refused":
      throw noLongerFinanced(row)
  }
}

async function approveAndWait(inbank: Inbank, row: AskableRow): Promise<AskableRow> {
  if (inbank.account.approval === "none") {
    throw notAllowed("Inbank completes this contract by itself. The payment is captured as soon as it has.")
  }
  if (!row.contract_uuid) throw notAllowed("Inbank has not named the contract yet. Try again in a minute.")
  // Whatever becomes of this call and its caller, the sweep looks: what Inbank has financed is captured.
  await inbank.sessions.ring({ id: row.id })
  // Refused or unknown: it may be approved already, so what counts is what Inbank says now.
  const refusal = await inbank.client.contracts.approve(row.contract_uuid).then(() => undefined, asRefusal)
  const after = await observe(inbank, row, SOMEBODY_WAITS)
  if (refusal && agreedStanding(inbank, after) === "granted") throw refusal
  return await waitUntilFinanced(inbank, after)
}

async function waitUntilFinanced(inbank: Inbank, latest: AskableRow): Promise<AskableRow> {
  let row = latest
  for (let times = 0; times < ASK_TIMES; times += 1) {
    const now = agreedStanding(inbank, row)
    if (now === "financed") return row
    if (now === "refused") throw noLongerFinanced(row)
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    row = await observe(inbank, row, SOMEBODY_WAITS)
  }
  throw notAllowed(
    "Approved. Inbank is activating the contract; the payment is captured by itself as soon as it is.",
  )
}

function agreedStanding({ account }: Inbank, row: AskableRow): Standing {
  const side = inbankSide(row, account)
  if (side.amountAgrees) return standing(side)
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
