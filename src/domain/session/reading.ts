import type { Contract, PosSession } from "../../client"
import type { Account } from "../account/account"
import { CONTRACT_GRAPH, SESSION_GRAPH, takesBack } from "./lifecycle"
import { sameAmount, sameCurrency } from "../money"
import type { InbankState } from "./inbank-state"
import { abandoned, closeReason } from "./close-reason"
import type { SessionForStorefront } from "./storefront-status"

/** What a row keeps about a session and Inbank's words for it, under the names of its columns. */
export interface SessionColumns {
  shop_uuid: string
  environment: string
  amount: string
  currency: string
  session_status: string | null
  contract_status: string | null
  contract_uuid: string | null
  inbank_amount: string | null
  inbank_currency: string | null
  changed_at: Date | null
  closed_reason: string | null
  order_id: string | null
  order_refusal: string | null
}

/** What Inbank said, in the words we keep. */
export interface Observation {
  sessionStatus: string
  contractStatus?: string
  contractUuid?: string
  contractNumber?: string
  inbankAmount?: string
  inbankCurrency?: string
}

/** Inbank's side of the row, for the pure functions of the domain. */
export function inbankState(
  row: SessionColumns,
  account: Pick<Account, "productType" | "approval" | "approvalReminderDays">,
): InbankState {
  return {
    sessionStatus: row.session_status,
    contractStatus: row.contract_status,
    productType: account.productType,
    approval: account.approval,
    approvalReminderDays: account.approvalReminderDays,
    amountAgrees: inbankAmountAgrees(row),
    hasContract: row.contract_uuid !== null,
    abandoned: abandoned(row.closed_reason),
    repaidEarly: closeReason(row.closed_reason) === "repaid_early",
    changedAt: row.changed_at,
  }
}

/** An answer without an amount cannot contradict ours; an amount that is named must equal ours to the cent. */
function inbankAmountAgrees(row: SessionColumns): boolean {
  if (row.inbank_amount !== null && !sameAmount(row.inbank_amount, row.amount)) return false
  return row.inbank_currency === null || sameCurrency(row.inbank_currency, row.currency)
}

/** The facts of the row that a shopper's page may show. */
export function forStorefront(
  row: SessionColumns,
  account: Pick<Account, "productType">,
): SessionForStorefront {
  return {
    sessionStatus: row.session_status,
    contractStatus: row.contract_status,
    productType: account.productType,
    orderId: row.order_id,
    closedReason: closeReason(row.closed_reason),
    orderRefusal: row.order_refusal,
  }
}

/** False when the provider entry now names another shop or environment: Inbank cannot be asked about the row there. */
export function isMadeBy(
  row: Pick<SessionColumns, "shop_uuid" | "environment">,
  account: Pick<Account, "shopUuid" | "environment">,
): boolean {
  return account.shopUuid === row.shop_uuid && account.environment === row.environment
}

/**
 * Inbank's answers in the words we keep. `terminatedAt` was SEEN, the word `terminated` is INFERRED: either one counts.
 */
export function observationOf(session: PosSession, contract: Contract | undefined): Observation {
  return {
    sessionStatus: session.status,
    contractUuid: session.creditContractUuid,
    inbankAmount: session.totalAmount,
    inbankCurrency: session.currency,
    ...(contract && {
      contractStatus: contract.terminatedAt ? "terminated" : contract.status,
      contractNumber: contract.number,
    }),
  }
}

/** What Inbank has said for good is kept: an answer that takes it back changes nothing and is shown to a human. */
export function withoutSteppingBack(
  row: SessionColumns,
  said: Observation,
): { seen: Observation; contradiction?: string } {
  if (takesBack(SESSION_GRAPH, row.session_status, said.sessionStatus)) {
    const contradiction = `session ${row.session_status}, then ${said.sessionStatus}`
    return { seen: { ...said, sessionStatus: row.session_status ?? said.sessionStatus }, contradiction }
  }
  if (said.contractStatus && takesBack(CONTRACT_GRAPH, row.contract_status, said.contractStatus)) {
    const contradiction = `contract ${row.contract_status}, then ${said.contractStatus}`
    return { seen: { ...said, contractStatus: undefined }, contradiction }
  }
  return { seen: said }
}
