import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  IEventBusModuleService,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  Logger,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, PaymentActions, PaymentSessionStatus } from "@medusajs/framework/utils"
import { parseAccount } from "../../domain/account/account"
import { standing } from "../../domain/session/lifecycle"
import { inbankState, type SessionRow } from "../../modules/inbank/store"
import { accountsOf, PROVIDER_IDENTIFIER } from "../../services/accounts"
import { PluginContext } from "../../services/context"
import { errorText } from "../../domain/error-text"
import { authorize } from "../../services/checkout/authorize"
import { cancel } from "../../services/merchant/cancel-payment"
import { capture } from "../../services/approval/capture"
import { rowById, rowOfPaymentSession, type PaymentRow } from "../../services/session/payment-row"
import { refund } from "../../services/refunds/refund-payment"
import { startSession } from "../../services/checkout/start-session"
import { explainWebhookRoute } from "./webhook-route"

interface ProviderContainer extends Record<string, unknown> {
  __pg_connection__: Knex
  configModule: object
  logger: Logger
  event_bus: IEventBusModuleService
}

/** What we put into a payment session: it is public, so it contains nothing secret and nothing that we trust later. */
interface SessionData extends Record<string, unknown> {
  /** Medusa keeps its own id here only if the provider returns it; deletePayment is given nothing else. */
  session_id: string
  redirect_url: string | null
  pos_session_uuid: string | null
  /** Our row's id, by which Inbank knows the purchase. */
  purchase_reference: string
  expires_at: string
}

/** Inbank as a payment provider of Medusa 2: its hooks in Medusa's words. The services do the work. */
export class InbankProvider extends AbstractPaymentProvider {
  static override identifier = PROVIDER_IDENTIFIER

  private readonly plugin: PluginContext

  /** Called at boot and by `db:migrate`. @throws {AccountOptionsError} one clear sentence for each wrong option. */
  static override validateOptions(options: Record<string, unknown>): void {
    parseAccount(`pp_${PROVIDER_IDENTIFIER}`, options)
  }

  constructor(container: ProviderContainer, options: Record<string, unknown>) {
    super(container, options)
    const { __pg_connection__: knex, configModule, logger, event_bus: events } = container
    this.plugin = new PluginContext(knex, accountsOf(configModule), logger, events)
  }

  async initiatePayment({ data, context }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const row = await startSession(this.plugin, context?.idempotency_key, data?.locale)
    return { id: row.id, data: sessionData(row, context?.idempotency_key ?? "") }
  }

  /** Never called by Medusa 2.21 (https://github.com/medusajs/medusa/issues/11203); the same amount gives the same session. */
  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const { data } = await this.initiatePayment(input)
    return { data }
  }

  /**
   * `authorized` and never `captured`: Medusa refunds a captured payment in full when a later step of checkout fails.
   */
  async authorizePayment({ context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const paymentSessionId = context?.idempotency_key
    const row = await authorize(this.plugin, paymentSessionId)
    return {
      status: PaymentSessionStatus.AUTHORIZED,
      data: {
        session_id: paymentSessionId,
        pos_session_uuid: row.pos_session_uuid,
        purchase_reference: row.id,
      },
    }
  }

  async capturePayment({ data, context }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    await capture(this.plugin, context?.idempotency_key)
    return { data }
  }

  async cancelPayment({ data, context }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    await cancel(this.plugin, context?.idempotency_key)
    return { data }
  }

  async refundPayment({ data, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    await refund(this.plugin, context?.idempotency_key)
    return { data }
  }

  /**
   * Must not throw, or the cart cannot be changed. It only enqueues: reconciling finds out whether the session is
   * outdated.
   */
  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const paymentSessionId = data?.session_id
    if (typeof paymentSessionId === "string") {
      await this.plugin.store.notifications
        .enqueueAll({ payment_session_id: paymentSessionId })
        .catch((error: unknown) => this.plugin.logger.warn(`Inbank: ${errorText(error)}`))
    }
    return { data }
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const found = await this.rowOf(data)
    if (!found) return { data }
    const { row } = found
    return {
      data: {
        ...data,
        session_status: row.session_status,
        contract_status: row.contract_status,
        contract_number: row.contract_number,
      },
    }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const found = await this.rowOf(data)
    return { data, status: found ? paymentStatus(found) : PaymentSessionStatus.PENDING }
  }

  /**
   * Medusa's own webhook route answers 200 before it knows anything, and loses the message: ours is
   * /hooks/inbank/:token.
   */
  async getWebhookActionAndData(): Promise<WebhookActionResult> {
    explainWebhookRoute(this.plugin.logger)
    return { action: PaymentActions.NOT_SUPPORTED }
  }

  /** Only for display: a session whose start was aborted contains what a storefront sent. */
  private async rowOf(data: Record<string, unknown> | undefined): Promise<PaymentRow | undefined> {
    const { purchase_reference: reference, session_id: paymentSessionId } = data ?? {}
    if (typeof reference === "string") return await rowById(this.plugin, reference)
    if (typeof paymentSessionId !== "string") return undefined
    return await rowOfPaymentSession(this.plugin, paymentSessionId)
  }
}

function sessionData(row: SessionRow, paymentSessionId: string): SessionData {
  return {
    session_id: paymentSessionId,
    redirect_url: row.redirect_url,
    pos_session_uuid: row.pos_session_uuid,
    purchase_reference: row.id,
    expires_at: row.valid_until.toISOString(),
  }
}

function paymentStatus({ row, account }: PaymentRow): PaymentSessionStatus {
  switch (standing(inbankState(row, account))) {
    case "undecided":
    case "activating":
      return PaymentSessionStatus.PENDING
    case "granted":
      return PaymentSessionStatus.AUTHORIZED
    case "financed":
      return PaymentSessionStatus.CAPTURED
    case "refused":
      return row.session_status === "declined" ? PaymentSessionStatus.ERROR : PaymentSessionStatus.CANCELED
  }
}
