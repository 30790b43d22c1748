import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { RefundMethod } from "../../../domain/after-sale/refund"
import { LEASE_SECONDS } from "../../../domain/timeouts"
import { here, newLease, under, type LeaseStore } from "./lease-store"
import type { HeldRefund, RefundRow } from "./refund-row"

export interface NewRefund {
  sessionId: string
  paymentId: string
  contractUuid: string | null
  /** Major units, whole cents. */
  amount: string
  currency: string
  method: RefundMethod
}

/** What was given back of a payment, major units. */
const DONE_SUM = `(select coalesce(sum(r.amount), 0) from inbank_refund r
  where r.payment_id = :payment_id and r.status = 'done' and r.deleted_at is null)`

/** What a merchant states to have done by hand. */
export interface Statement {
  recordedBy: string
  reference: string
}

/**
 * The ledger of refunds, one row for each intended refund: Medusa's own key changes at every try, so it cannot tell a
 * second try from a second refund. Each write is one statement.
 */
export class RefundStore {
  constructor(
    private readonly knex: Knex,
    private readonly leases: LeaseStore,
  ) {}

  /**
   * A new refund in progress, held by this process. Nothing when one of the session is in progress already, or has
   * ended since its sum was read (`returned`, major units).
   */
  async begin(refund: NewRefund, returned: string): Promise<HeldRefund | undefined> {
    const lease = newLease(generateEntityId(undefined, "inbr"))
    const { rows } = await this.knex.raw<{ rows: RefundRow[] }>(
      `with begun as (
         insert into inbank_refund (id, session_id, payment_id, contract_uuid, amount, raw_amount, currency, method, status)
         select :id, :session_id, :payment_id, :contract_uuid, :amount, :raw_amount, :currency, :method, 'in_progress'
         where ${DONE_SUM} = :returned::numeric
         on conflict (session_id) where status = 'in_progress' and deleted_at is null do nothing
         returning *
       ), held as (
         insert into inbank_lease (id, token, holder, until)
         select id, :token, :holder, now() + make_interval(secs => :seconds) from begun
       )
       select * from begun`,
      { ...columns(refund), ...lease, returned, holder: here(), seconds: LEASE_SECONDS },
    )
    const [begun] = rows
    if (!begun) return undefined
    this.leases.keep(lease)
    return { ...begun, lease }
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

  /** Takes a refund in progress for this process; nothing when another process works on it, or when it has ended. */
  async claim(id: string): Promise<HeldRefund | undefined> {
    const lease = await this.leases.take(id)
    if (!lease) return undefined
    const row = await this.find(id)
    if (row?.status === "in_progress") return { ...row, lease }
    await this.leases.free(lease)
    return undefined
  }

  /** Keeps the draft that was made. False when another process has taken over, or the refund has ended. */
  async noteDraft(
    { id, lease }: HeldRefund,
    draft: { versionUuid: string; limitBefore: string | null },
  ): Promise<boolean> {
    const changed = await this.inProgressNow(id).where(under(lease)).whereNull("version_uuid").update({
      version_uuid: draft.versionUuid,
      limit_before: draft.limitBefore,
      updated_at: this.knex.fn.now(),
    })
    return changed > 0
  }

  /**
   * The call that gives the money back is about to be sent. False when another process has taken over, or it has ended.
   */
  async noteSent({ id, lease }: HeldRefund): Promise<boolean> {
    const changed = await this.inProgressNow(id)
      .where(under(lease))
      .update({ sent_at: this.knex.raw("coalesce(sent_at, now())"), updated_at: this.knex.fn.now() })
    return changed > 0
  }

  /**
   * Ends a refund in progress: the money is back at Inbank, which is true whichever process works on it now.
   * @returns false when it had ended before.
   */
  async done(refund: HeldRefund, statement?: Statement): Promise<boolean> {
    return (await this.freeing(refund).update(this.ended("done", { statement }))) > 0
  }

  /**
   * Ends a refund in progress of which nothing was given back.
   * @returns false when it had ended before, or another process has taken over.
   */
  async failed(refund: HeldRefund, how: { error?: string; statement?: Statement }): Promise<boolean> {
    return (await this.freeing(refund).where(under(refund.lease)).update(this.ended("failed", how))) > 0
  }

  /** Leaves a refund in progress to the process that resumes it. */
  async letGo(refund: HeldRefund, error: string): Promise<void> {
    await this.freeing(refund)
      .where(under(refund.lease))
      .update({ last_error: error.slice(0, 500), updated_at: this.knex.fn.now() })
  }

  /** True when a refund of the session was recorded under this reference. */
  async hasReference(sessionId: string, reference: string): Promise<boolean> {
    const found = await this.rows()
      .where({ session_id: sessionId, reference })
      .whereNot("status", "failed")
      .first("id")
    return found !== undefined
  }

  /**
   * Records a refund that was made in the Partner Portal. One statement, so that neither a reference counts twice nor
   * the sum exceeds what was captured.
   * @returns false when either would happen.
   */
  async record(refund: NewRefund, captured: string, statement?: Statement): Promise<boolean> {
    const values = {
      ...columns(refund),
      id: generateEntityId(undefined, "inbr"),
      recorded_by: statement?.recordedBy ?? null,
      reference: statement?.reference ?? null,
      captured,
    }
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `insert into inbank_refund (id, session_id, payment_id, contract_uuid, amount, raw_amount, currency, status, method, recorded_by, reference)
       select :id, :session_id, :payment_id, :contract_uuid, :amount, :raw_amount, :currency, 'done', :method, :recorded_by, :reference
       where ${DONE_SUM} + :amount::numeric < :captured::numeric + 0.01
       on conflict do nothing
       returning id`,
      values,
    )
    return rows.length > 0
  }

  /** True while something must still be done: a refund begun and not ended, or given back and not booked in Medusa. */
  async isOpen(sessionId: string): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `select 1 from inbank_refund r where r.session_id = ? and r.deleted_at is null
       group by r.payment_id
       having bool_or(r.status = 'in_progress') or coalesce(sum(r.amount) filter (where r.status = 'done'), 0)
         > coalesce((select sum(m.amount) from refund m where m.payment_id = r.payment_id and m.deleted_at is null), 0) + 0.005`,
      [sessionId],
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

  private inProgressNow(id: string) {
    return this.knex("inbank_refund").where({ id, status: "in_progress" })
  }

  /** In the same statement, so that nobody finds the refund ended and held, or free and not ended. */
  private freeing({ id, lease }: HeldRefund) {
    this.leases.leave(lease)
    return this.inProgressNow(id).with("freed", this.knex("inbank_lease").where(lease).delete())
  }

  private ended(
    status: "done" | "failed",
    { error, statement }: { error?: string; statement?: Statement },
  ): Record<string, unknown> {
    return {
      status,
      last_error: error?.slice(0, 500) ?? null,
      ...(statement && { recorded_by: statement.recordedBy, reference: statement.reference }),
      updated_at: this.knex.fn.now(),
    }
  }
}

function columns(refund: NewRefund) {
  return {
    session_id: refund.sessionId,
    payment_id: refund.paymentId,
    contract_uuid: refund.contractUuid,
    amount: refund.amount,
    raw_amount: JSON.stringify({ value: refund.amount }),
    currency: refund.currency,
    method: refund.method,
  }
}
