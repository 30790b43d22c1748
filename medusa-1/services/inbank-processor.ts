import {
  AbstractPaymentProcessor,
  PaymentSessionStatus,
  type PaymentProcessorContext,
  type PaymentProcessorSessionResponse,
} from "@medusajs/medusa"
import { parseAccount } from "../domain/account/account"
import type { InbankSession } from "../models/inbank-session"
import { failure, type Failure } from "../processor/answers"
import { authorize, statusOf } from "../processor/authorize"
import { cancel } from "../processor/cancel"
import { capture } from "../processor/capture"
import { refund } from "../processor/refund"
import { startSession } from "../processor/start-session"
import { IDENTIFIER, PluginContext, type Services } from "../reconcile/context"
import { rowOfData, type Data } from "../reconcile/row-of-data"

/** Inbank as a payment processor of Medusa 1.20: its hooks in Medusa's words. `processor/` does the work. */
export default class InbankProcessor extends AbstractPaymentProcessor {
  static override identifier = IDENTIFIER

  private readonly plugin: PluginContext

  /** @throws {AccountOptionsError} one clear sentence for each wrong option; it stops the boot. */
  constructor(cradle: Services & Record<string, unknown>, options?: Record<string, unknown>) {
    super(cradle, options)
    this.plugin = new PluginContext(cradle, parseAccount(IDENTIFIER, options))
  }

  async initiatePayment(
    context: PaymentProcessorContext,
  ): Promise<Failure | PaymentProcessorSessionResponse> {
    return await this.orFailure(async () => ({
      session_data: dataOf(await startSession(this.plugin, context)),
    }))
  }

  /**
   * Called at every change of the cart. A refusal by Inbank must not prevent the change: then there is no address to go
   * to. Also called seconds later by a subscriber of Medusa's own, when the cart is already an order: then nothing
   * changes.
   */
  async updatePayment(context: PaymentProcessorContext): Promise<PaymentProcessorSessionResponse> {
    if (await this.plugin.medusa.orderOfCart(context.resource_id)) {
      return { session_data: context.paymentSessionData }
    }
    const started = await this.initiatePayment(context)
    if (!("error" in started)) return started
    return { session_data: { purchase_reference: null, redirect_url: null, unavailable: started.detail } }
  }

  /** What a browser sends is not kept: it could name another customer's session. */
  async updatePaymentData(): Promise<Data> {
    return {}
  }

  /** Must not fail, or the cart cannot be changed: reconciling finds out whether the session is outdated. */
  async deletePayment(data: Data): Promise<Data> {
    const row = await rowOfData(this.plugin, data).catch(() => undefined)
    if (row) await this.plugin.sessions.enqueue({ id: row.id }).catch(() => undefined)
    return data
  }

  async authorizePayment(
    data: Data,
    context: Record<string, unknown>,
  ): Promise<Failure | { status: PaymentSessionStatus; data: Data }> {
    return await this.orFailure(async () => ({
      status: await authorize(this.plugin, data, context.cart_id),
      data,
    }))
  }

  async getPaymentStatus(data: Data): Promise<PaymentSessionStatus> {
    const row = await rowOfData(this.plugin, data)
    return row ? statusOf(this.plugin, row) : PaymentSessionStatus.PENDING
  }

  async retrievePayment(data: Data): Promise<Data> {
    const row = await rowOfData(this.plugin, data)
    return row ? paymentDataOf(row) : data
  }

  async capturePayment(data: Data): Promise<Failure | Data> {
    return await this.orFailure(async () => paymentDataOf(await capture(this.plugin, data)))
  }

  async refundPayment(data: Data, amount: number): Promise<Failure | Data> {
    return await this.orFailure(async () => paymentDataOf(await refund(this.plugin, data, amount)))
  }

  async cancelPayment(data: Data): Promise<Failure | Data> {
    return await this.orFailure(async () => paymentDataOf(await cancel(this.plugin, data)))
  }

  private async orFailure<Answer>(act: () => Promise<Answer>): Promise<Answer | Failure> {
    try {
      return await act()
    } catch (error) {
      return failure(error, this.plugin.logger)
    }
  }
}

/** Public: a storefront reads the address from it. */
function dataOf(row: InbankSession): Data {
  return {
    purchase_reference: row.id,
    redirect_url: row.redirect_url,
    pos_session_uuid: row.pos_session_uuid,
    expires_at: row.valid_until.toISOString(),
  }
}

function paymentDataOf(row: InbankSession): Data {
  return {
    purchase_reference: row.id,
    pos_session_uuid: row.pos_session_uuid,
    contract_uuid: row.contract_uuid,
    contract_number: row.contract_number,
    session_status: row.session_status,
    contract_status: row.contract_status,
  }
}
