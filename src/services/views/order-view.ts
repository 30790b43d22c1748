import type { MedusaContainer } from "@medusajs/framework/types"
import type { Account } from "../../domain/account/account"
import { afterSale, type AfterSale, type AfterSaleFacts } from "../../domain/after-sale/after-sale"
import { standing, type Standing } from "../../domain/session/lifecycle"
import { toDecimal, toMinorUnits } from "../../domain/money"
import { restOf, type RefundMethod } from "../../domain/after-sale/refund"
import type { BooksOfPayment, OrderPayment } from "../../medusa/sql"
import { inbankState, type RefundRow, type SessionRow, type AuditEvent } from "../../modules/inbank/store"
import { pluginContext, type PluginContext } from "../context"
import { hasSession } from "../../domain/session/freshness"
import { isTerminated } from "../refunds/at-inbank"
import { returnLimits } from "../refunds/limits"
import { reconcileBriefly } from "../reconcile/reconcile-briefly"
import { openProblems, type ProblemView } from "./problem-view"
import { PAGE_ASKS_MS, PAGE_MS } from "../../domain/timeouts"

const PAGE_WAITS = { interactive: true, timeoutMs: PAGE_ASKS_MS }

/** An order's state at Inbank and in our books. Amounts in major units; nothing in it is secret. */
export interface OrderView {
  order_id: string
  /** Medusa's payment: what is captured and refunded. */
  payment_id: string
  session: SessionOfOrder
  partner_portal_url: string | null
  currency: string
  captured: string
  /** Booked as refunded by Medusa. */
  refunded: string
  /** Given back at Inbank, as far as our ledger knows. */
  returned: string
  /**
   * What can be done now, and why not; null when the provider entry is gone from medusa-config, or names another shop.
   */
  after_sale: AfterSale | null
  refunds: RefundView[]
  problems: ProblemView[]
  /** The audit log, oldest first. */
  events: AuditEvent[]
}

/** The session, whose id is also Inbank's `purchaseReference`. */
type SessionOfOrder = Pick<
  SessionRow,
  | "id"
  | "account_id"
  | "environment"
  | "session_status"
  | "contract_status"
  | "contract_number"
  | "contract_uuid"
  | "pos_session_uuid"
  | "checked_at"
  | "valid_until"
  | "closed_reason"
  | "last_error"
> & {
  /** Null when the provider entry is gone from medusa-config, or names another shop. */
  standing: Standing | null
}

export interface RefundView {
  id: string
  amount: string
  status: "in_progress" | "done" | "failed"
  method: RefundMethod
  /** Inbank's draft of a partial return: without a confirmation it gives nothing back. */
  draft_version: string | null
  recorded_by: string | null
  reference: string | null
  last_error: string | null
  created_at: Date
}

/**
 * What is true of an order now: asks Inbank, reconciles, and says what is possible before anybody presses a button.
 * @returns nothing for an order without a payment of ours.
 */
export async function orderView(container: MedusaContainer, orderId: string): Promise<OrderView | undefined> {
  const plugin = pluginContext(container)
  const payment = await paymentOfOrder(plugin, orderId)
  if (!payment) return undefined
  await plugin.store.notifications.enqueue(payment.session_id, true)
  await reconcileBriefly(container, payment.session_id, "admin", PAGE_MS)
  return await readView(plugin, orderId, payment.payment_id)
}

/** The payment of ours that pays for an order: the one that is not cancelled, else the last. */
export async function paymentOfOrder(
  plugin: PluginContext,
  orderId: string,
): Promise<OrderPayment | undefined> {
  const ours = await plugin.medusa.orders.inbankPayments(orderId)
  return ours.find(({ canceled }) => !canceled) ?? ours.at(-1)
}

async function readView(
  plugin: PluginContext,
  orderId: string,
  paymentId: string,
): Promise<OrderView | undefined> {
  const { books, orders } = plugin.medusa
  const { refunds, sessions, auditLog } = plugin.store
  const payment = (await orders.inbankPayments(orderId)).find((each) => each.payment_id === paymentId)
  if (!payment) return undefined
  const row = await sessions.get(payment.session_id)
  const account = plugin.accountOf(row)
  const sums = await books.of(paymentId, row.cart_id)
  const ledger = await refunds.ofSession(row.id)
  return {
    order_id: orderId,
    payment_id: paymentId,
    session: sessionOfOrder(row, account),
    partner_portal_url: account?.partnerPortalUrl ?? null,
    currency: row.currency,
    captured: inCents(sums.captured_amount),
    refunded: inCents(sums.refunded_amount),
    returned: inCents(sums.returned_amount),
    after_sale: account
      ? afterSale(await readFacts(plugin, { orderId, account, row, payment, sums, ledger }))
      : null,
    refunds: ledger.map(refundView),
    problems: await openProblems(plugin, row.id),
    events: await auditLog.of(row.id),
  }
}

interface OrderRows {
  orderId: string
  account: Account
  row: SessionRow
  payment: OrderPayment
  sums: BooksOfPayment
  ledger: RefundRow[]
}

async function readFacts(plugin: PluginContext, rows: OrderRows): Promise<AfterSaleFacts> {
  const { orderId, account, row, payment, sums, ledger } = rows
  const { orders } = plugin.medusa
  const { problems } = plugin.store
  return {
    standing: standing(inbankState(row, account)),
    terminated: isTerminated(row),
    approval: account.approval,
    productType: account.productType,
    refunds: account.refunds,
    payment: payment.canceled ? "canceled" : payment.captured ? "captured" : "authorized",
    orderCanceled: await orders.isCanceled(orderId),
    cancelable: await orders.isCancelable(orderId),
    totalChanged: await problems.isOpen("order_total_changed", row.id),
    // A change that Medusa has begun is over in a moment, or the next press of the button ends it.
    changeOpen: (await orders.openChange(orderId)) === "by_person",
    rest: restOf(sums),
    currency: row.currency,
    refundInProgress: ledger.find(({ status }) => status === "in_progress")?.amount,
    ...(await whatInbankAllows(plugin, rows)),
  }
}

/**
 * Asked only where the answer decides: for refunds by API of an active contract. When Inbank is down it says nothing.
 */
async function whatInbankAllows(
  plugin: PluginContext,
  { account, row, payment }: OrderRows,
): Promise<Pick<AfterSaleFacts, "withdrawable" | "part">> {
  const isActive =
    standing(inbankState(row, account)) === "financed" && account.productType !== "pay_next_month"
  if (account.refunds !== "api" || !payment.captured || !isActive || !row.contract_uuid || !hasSession(row))
    return {}
  const client = plugin.client(account)
  const contract = await client.contracts.get(row.contract_uuid, PAGE_WAITS).catch(() => undefined)
  const part = client.contracts.canConfirmReturns
    ? await returnLimits({ plugin, account }, contract, row.contract_uuid, PAGE_WAITS).catch(() => undefined)
    : undefined
  return { withdrawable: contract?.withdrawable, part }
}

function refundView(refund: RefundRow): RefundView {
  const { id, amount, status, method, version_uuid, recorded_by, reference, last_error, created_at } = refund
  return {
    id,
    amount: inCents(amount),
    status,
    method,
    draft_version: version_uuid,
    recorded_by,
    reference,
    last_error,
    created_at,
  }
}

function inCents(amount: string): string {
  return toDecimal(toMinorUnits(amount))
}

function sessionOfOrder(row: SessionRow, account: Account | undefined): SessionOfOrder {
  const { id, account_id, environment, session_status, contract_status, contract_number } = row
  const { contract_uuid, pos_session_uuid, checked_at, valid_until, closed_reason, last_error } = row
  return {
    ...{ id, account_id, environment, session_status, contract_status, contract_number },
    ...{ contract_uuid, pos_session_uuid, checked_at, valid_until, closed_reason, last_error },
    standing: account ? standing(inbankState(row, account)) : null,
  }
}
