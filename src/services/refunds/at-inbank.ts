import { isInbankError, type InbankError } from "../../client"
import type { Account } from "../../domain/account/account"
import { contractStatus, standing } from "../../domain/session/lifecycle"
import { inbankState, type HeldRefund, type SessionRow } from "../../modules/inbank/store"
import { INTERACTIVE } from "../session/poll-until"
import type { PluginContext } from "../context"
import { observe, type AskableRow, type SeenRow } from "../session/observe"
import { refused, stillOpen, type RefundNotDone } from "./refund-not-done"

/** A refund in progress, with what it is made of. */
export interface Refunding {
  plugin: PluginContext
  account: Account
  row: AskableRow
}

/** A refund of the ledger that this process holds at the moment. */
export interface LedgerRefunding extends Refunding {
  refund: HeldRefund
}

/**
 * Asks Inbank before anything is given back, booked or recorded.
 * @param now the database's time, from a caller that has just read it.
 * @throws {RefundNotDone} when Inbank does not answer: the error that `unanswered` makes of the sentence.
 */
export async function askFirst(
  { plugin, account, row }: Refunding,
  unanswered: (sentence: string) => RefundNotDone,
  now?: Date,
): Promise<SeenRow> {
  return await observe(plugin, account, row, "refund", INTERACTIVE, now).catch((error: unknown) => {
    throw isInbankError(error) ? unanswered(error.merchantMessage) : error
  })
}

/** For a refund that the ledger has. */
export function takenUpAgain(sentence: string): RefundNotDone {
  return stillOpen(`${sentence} The refund is taken up again by itself.`)
}

/**
 * The contract is over: the merchant withdrew it, or the customer repaid it early. Inbank's answer does not tell which
 * (INFERRED).
 */
export function isTerminated(row: SessionRow): boolean {
  return contractStatus(row.contract_status) === "terminated"
}

/** A contract that a refund can be made of. @throws {RefundNotDone} */
export function activeContract(row: SessionRow, account: Account): string {
  if (!row.contract_uuid) {
    throw refused(
      `Inbank has not named the contract of this purchase (reference ${row.id}). Look for it in the Partner Portal: ${account.partnerPortalUrl}`,
    )
  }
  if (standing(inbankState(row, account)) === "financed") return row.contract_uuid
  if (contractStatus(row.contract_status) === "unknown") {
    throw stillOpen(
      `At Inbank the contract is "${row.contract_status}", a word that this plugin does not know. Look at it in the Partner Portal (${account.partnerPortalUrl}) and record the outcome on the order.`,
    )
  }
  throw refused(
    `At Inbank the session is ${row.session_status ?? "unknown"} and its contract ${row.contract_status ?? "unknown"}: only an active contract can be given back.`,
  )
}

/** Inbank's refusal of a POST, as a value: what it means depends on what a GET says afterwards. */
export function asRefusal(error: unknown): InbankError {
  if (isInbankError(error)) return error
  throw error
}

/** Inbank has no such address: it is not documented to us, and nothing happened. */
export function isUnknownAddress({ kind }: InbankError): boolean {
  return kind === "not_found" || kind === "forbidden"
}

/** What is done by hand, and where. */
export function inThePortal({ account, row }: Refunding): string {
  const contract = row.contract_number ? `contract ${row.contract_number}, ` : ""
  return `in Inbank's Partner Portal (${account.partnerPortalUrl}; ${contract}reference ${row.id})`
}
