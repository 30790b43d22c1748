import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { RefundMethod } from "../../../domain/refund"
import { HALF_DONE_REFUND } from "./payment-books"
import type { RefundRow } from "./refund-row"

/** A little longer than the longest refund at Inbank with all its waiting. */
const BUSY_SECONDS = 90

export interface NewRefund {
  sessionId: string
  paymentId: string
  contractUuid: string | null
  /** Major units, whole cents. */
  amount: string
  currency: string
  method: RefundMethod
}

/** What a merchant states to have made by hand. */
export interface Statement {
  recordedBy: string
  reference: string
}

/**
 * The ledger of refunds, one row for each that was wanted: Medusa's own key is another at every try, so it cannot tell
 * a second try from a second refund. Each write is one statement.
 */
export class RefundStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Takes a refund of Medusa's in hand: one at a time per session, until Medusa has booked or dropped it. Of two at
   * once Medusa would double the order's total for good.
   * @returns false while another one is in hand.
   */
  async takeInHand(sessionId: string, paymentId: string, medusaRefundId: string): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `update inbank_session s set refund_in_hand = :refund, updated_at = now()
       where s.id = :session and (s.refund_in_hand is null or s.refund_in_hand = :refund or not exists (
         select 1 from payment p, lateral (select half.id ${HALF_DONE_REFUND}) half where half.id = s.refund_in_hand and p.id = :payment))
       returning s.id`,
      { session: sessionId, payment: paymentId, refund: medusaRefundId },
    )
    return rows.length > 0
  }

  /** A new refund in progress, ours for a while; nothing when one of the session is in progress already. */
  async begin(refund: NewRefund): Promise<RefundRow | undefined> {
    const [row] = await this.knex("inbank_refund")
      .insert({ ...columns(refund), status: "in_progress", busy_until: this.soon() })
      .onConflict(this.knex.raw("(session_id) where status = 'in_progress' and deleted_at is null"))
      .ignore()
      .returning<RefundRow[]>("*")
    return row
  }

  async find(id: string): Promise<RefundRow | undefined> {
    return await this.rows().where({ id }).first()
  }

  /** @throws when there is no such row: its id came from one we have read. */
  async get(id: string): Promise<RefundRow> {
    const row = await this.find(id)
    if (!row) throw new Error(`inbank_refund ${id} is gone`)
    return row
  }

  /** The refund of a session that has begun and not ended. */
  async inProgress(sessionId: string): Promise<RefundRow | undefined> {
    return await this.rows().where({ session_id: sessionId, status: "in_progress" }).first()
  }

  /** Makes a refund in progress ours for a while; nothing while somebody is at it, or when it has ended. */
  async claim(id: string): Promise<RefundRow | undefined> {
    const [row] = await this.rows()
      .where({ id, status: "in_progress" })
      .where((free) => void free.whereNull("busy_until").orWhereRaw("busy_until <= now()"))
      .update({ busy_until: this.soon(), updated_at: this.knex.fn.now() })
      .returning<RefundRow[]>("*")
    return row
  }

  async noteDraft(id: string, draft: { versionUuid: string; limitBefore: string | null }): Promise<void> {
    await this.change(id, { version_uuid: draft.versionUuid, limit_before: draft.limitBefore })
  }

  /** The call that gives the money back is about to be sent. */
  async noteSent(id: string): Promise<void> {
    await this.change(id, { sent_at: this.knex.raw("coalesce(sent_at, now())") })
  }

  /** Ends a refund in progress: the money is back at Inbank, or nothing was given back. False when it had ended before. */
  async end(id: string, status: "done" | "failed", how: Partial<Statement> & { error?: string } = {}) {
    return await this.change(id, {
      status,
      busy_until: null,
      last_error: how.error?.slice(0, 500) ?? null,
      ...(how.recordedBy && { recorded_by: how.recordedBy }),
      ...(how.reference && { reference: how.reference }),
    })
  }

  /** True when a refund of the session was recorded under this reference. */
  async hasReference(sessionId: string, reference: string): Promise<boolean> {
    const found = await this.rows()
      .where({ session_id: sessionId, reference })
      .whereNot("status", "failed")
      .first("id")
    return found !== undefined
  }

  /** Leaves a refund in progress to whoever resumes it. */
  async letGo(id: string, error: string): Promise<void> {
    await this.change(id, { busy_until: null, last_error: error.slice(0, 500) })
  }

  /**
   * Keeps a refund that was made in the Partner Portal. One statement, so that neither a reference counts twice nor
   * the sum exceeds what was captured.
   * @returns false when it would, or the reference was recorded already.
   */
  async record(refund: NewRefund, captured: string, statement?: Statement): Promise<boolean> {
    const values = {
      ...columns(refund),
      recorded_by: statement?.recordedBy ?? null,
      reference: statement?.reference ?? null,
      captured,
    }
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `insert into inbank_refund (id, session_id, payment_id, contract_uuid, amount, raw_amount, currency, status, method, recorded_by, reference)
       select :id, :session_id, :payment_id, :contract_uuid, :amount, :raw_amount, :currency, 'done', :method, :recorded_by, :reference
       where (select coalesce(sum(amount), 0) from inbank_refund r
         where r.payment_id = :payment_id and r.status = 'done' and r.deleted_at is null) + :amount::numeric < :captured::numeric + 0.01
       on conflict do nothing
       returning id`,
      values,
    )
    return rows.length > 0
  }

  /** All refunds of a session, oldest first. */
  async ofSession(sessionId: string): Promise<RefundRow[]> {
    return await this.rows().where({ session_id: sessionId }).orderBy("created_at")
  }

  private rows() {
    return this.knex<RefundRow>("inbank_refund").whereNull("deleted_at")
  }

  private soon(): Knex.Raw {
    return this.knex.raw("now() + make_interval(secs => ?)", [BUSY_SECONDS])
  }

  private async change(id: string, values: Record<string, unknown>): Promise<boolean> {
    const changed = await this.knex("inbank_refund")
      .where({ id, status: "in_progress" })
      .update({ ...values, updated_at: this.knex.fn.now() })
    return changed > 0
  }
}

function columns(refund: NewRefund) {
  return {
    id: generateEntityId(undefined, "inbr"),
    session_id: refund.sessionId,
    payment_id: refund.paymentId,
    contract_uuid: refund.contractUuid,
    amount: refund.amount,
    raw_amount: JSON.stringify({ value: refund.amount, precision: 20 }),
    currency: refund.currency,
    method: refund.method,
  }
}
