/** What the server answers under /admin/inbank. Dates are ISO strings, amounts decimal strings in major units. */

export type Standing = "undecided" | "granted" | "activating" | "financed" | "refused"
export type Approval = "capture" | "order" | "shipment" | "none"
export type Act = "capture" | "cancel" | "cancel_contract" | "refund" | "record"

export interface ProblemView {
  id: string
  kind: string
  subject: string
  account_id: string | null
  session_id: string | null
  order_id: string | null
  display_id: number | null
  partner_portal_url: string | null
  remedy: string
  detail: string | null
  occurrences: number
  opened_at: string
  clears_by_itself: boolean
}

export interface EventView {
  id: string
  source: string
  action: string
  before: string | null
  after: string | null
  detail: string | null
  created_at: string
}

export type Possibility = { code: string; values: Record<string, string> } & (
  { possible: true; by: Act; what: string } | { possible: false; why: string }
)
export type PossibilityOfPart = Possibility & { min?: string; max?: string }

export interface RefundView {
  id: string
  amount: string
  status: "in_progress" | "done" | "failed"
  method: "withdrawal" | "partial_return" | "portal"
  draft_version: string | null
  recorded_by: string | null
  reference: string | null
  last_error: string | null
  created_at: string
}

export interface AfterSale {
  approve: Possibility
  cancel: Possibility
  cancel_contract: Possibility
  refund_in_full: Possibility
  refund_in_part: PossibilityOfPart
}

export interface OrderView {
  order_id: string
  payment_id: string
  session: {
    id: string
    account_id: string
    environment: "demo" | "production"
    standing: Standing
    session_status: string | null
    contract_status: string | null
    contract_number: string | null
    contract_uuid: string | null
    pos_session_uuid: string | null
    checked_at: string | null
    valid_until: string | null
    closed_reason: string | null
    last_error: string | null
  }
  partner_portal_url: string | null
  currency: string
  captured: string
  refunded: string
  returned: string
  after_sale: AfterSale | null
  refunds: RefundView[]
  problems: ProblemView[]
  events: EventView[]
}

export interface ProductView {
  name: string | null
  min_amount: string | null
  max_amount: string | null
  period_options: number[]
  requires_approval: boolean | null
}

export interface AccountView {
  id: string
  country: string
  currency: string
  environment: "demo" | "production"
  api_host: string
  backend_url: string
  merchant_domain_name: string
  partner_portal_url: string
  product_code: string
  product_type: "hire_purchase" | "split" | "pay_next_month"
  approval: Approval
  refunds: "portal" | "api"
  legal_text_languages: string[]
  regions: { id: string; name: string }[]
  price_range: { min_amount: string | null; max_amount: string | null }
  product: ProductView | null
  unavailable: string | null
  warnings: { code: string; message: string }[]
  last_callback_at: string | null
}

export type CredentialsCheck =
  { ok: true; product: ProductView; milliseconds: number } | { ok: false; code: string; message: string }

export type CallbackTest =
  { ok: true; milliseconds: number; note: "not_public" | null } | { ok: false; code: string; message: string }

export interface SweepView {
  lag_seconds: number
  due: number
  open: Record<string, number>
  watched: number
}

export interface SessionView {
  id: string
  account_id: string
  amount: string
  currency: string
  standing: Standing
  session_status: string | null
  contract_status: string | null
  contract_number: string | null
  pos_session_uuid: string | null
  cart_id: string | null
  order_id: string | null
  display_id: number | null
  closed_reason: string | null
  last_error: string | null
  created_at: string
  checked_at: string | null
  next_check_at: string | null
  valid_until: string | null
  open_problems: number
}

export interface SessionList {
  sessions: SessionView[]
  count: number
  limit: number
  offset: number
}

export interface SessionDetail {
  session: SessionView & {
    payment_session_id: string | null
    payment_id: string | null
    contract_uuid: string | null
    partner_portal_url: string | null
  }
  events: EventView[]
  problems: ProblemView[]
}

export interface ApprovalView {
  session_id: string
  order_id: string
  display_id: number | null
  payment_id: string
  account_id: string
  amount: string
  currency: string
  contract_number: string | null
  approval: "capture" | "order" | "shipment"
  granted_at: string | null
  valid_until: string | null
}

export interface OrphanView {
  account_id: string
  pos_session_uuid: string
  status: string | null
  heard_at: string
}

export interface AdoptionAnswer {
  session: { id: string; order_id: string | null }
  adopted: string
  message: string
}
