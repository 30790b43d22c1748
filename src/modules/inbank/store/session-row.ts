import type { Account } from "../../../domain/account"
import { sameAmount, sameCurrency } from "../../../domain/money"
import { givenUp, REPAID_EARLY, type InbankSide } from "../../../domain/situation"
import type { SessionForStorefront } from "../../../domain/storefront-status"

/** One row of `inbank_session` as SQL gives it: amounts in major units as decimal strings. */
export interface SessionRow {
  id: string
  account_id: string
  shop_uuid: string
  environment: string
  product_code: string
  locale: string
  token_hash: string
  rung_at: Date | null
  next_check_at: Date | null
  failures: number
  last_error: string | null
  closed_reason: string | null
  order_refusal: string | null
  pos_session_uuid: string | null
  redirect_url: string | null
  contract_uuid: string | null
  contract_number: string | null
  session_status: string | null
  contract_status: string | null
  inbank_amount: string | null
  inbank_currency: string | null
  valid_until: Date
  checked_at: Date | null
  changed_at: Date | null
  payment_session_id: string | null
  payment_collection_id: string
  cart_id: string
  payment_id: string | null
  order_id: string | null
  amount: string
  currency: string
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

/** What the row holds of Inbank's side, for the pure functions of the domain. */
export function inbankSide(row: SessionRow, account: Pick<Account, "productType" | "approval">): InbankSide {
  return {
    sessionStatus: row.session_status,
    contractStatus: row.contract_status,
    productType: account.productType,
    approval: account.approval,
    amountAgrees: inbankAmountAgrees(row),
    hasContract: row.contract_uuid !== null,
    givenUp: givenUp(row.closed_reason),
    repaidEarly: row.closed_reason === REPAID_EARLY,
    changedAt: row.changed_at,
  }
}

/** An answer that names no amount cannot contradict ours; one that does must be ours to the cent. */
function inbankAmountAgrees(row: SessionRow): boolean {
  if (row.inbank_amount !== null && !sameAmount(row.inbank_amount, row.amount)) return false
  return row.inbank_currency === null || sameCurrency(row.inbank_currency, row.currency)
}

/** What a shopper's page may be told of the row. */
export function forStorefront(row: SessionRow, account: Pick<Account, "productType">): SessionForStorefront {
  return {
    sessionStatus: row.session_status,
    contractStatus: row.contract_status,
    productType: account.productType,
    orderId: row.order_id,
    closedReason: row.closed_reason,
    orderRefusal: row.order_refusal,
  }
}

/** False when the provider entry names another shop or environment now: Inbank cannot be asked about the row there. */
export function isMadeBy(row: SessionRow, account: Pick<Account, "shopUuid" | "environment">): boolean {
  return account.shopUuid === row.shop_uuid && account.environment === row.environment
}
