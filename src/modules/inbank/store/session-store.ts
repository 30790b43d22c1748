import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Observation } from "../../../domain/session/reading"
import type { CloseReason } from "../../../domain/session/close-reason"
import { SOON } from "./queue-store"
import { under, type Lease } from "./lease-store"
import { notAbandoned, type RowOfNow, type SessionRow } from "./session-row"
import { TWIN_SECONDS } from "../../../domain/timeouts"

/** Inbank's words in a line of the audit log, see services/session/observe `statusText`. */
const STATUS_TEXT = "concat_ws(', contract ', nullif(session_status, ''), nullif(contract_status, ''))"

/** A session at Inbank that a callback named, for a row without a session. */
export interface NamedSession {
  uuid: string
  /** Inbank's own answer to our POST may still come. */
  in_flight: boolean
  /** Named so long ago that Inbank has been asked often enough without a result. */
  stale: boolean
}

/**
 * The writes on `inbank_session` that must be atomic, each one statement, over Medusa's own connection pool: a
 * provider's container holds no other module, but it does hold the pool. Times that are compared later are the
 * database's.
 */
export class SessionStore {
  constructor(private readonly knex: Knex) {}

  static newId(): string {
    return generateEntityId(undefined, "inbs")
  }

  /** True for an id of the form that `newId` gives. */
  static isId(text: string): boolean {
    return /^inbs_[0-9A-HJKMNP-TV-Z]{26}$/.test(text)
  }

  async find(id: string): Promise<RowOfNow | undefined> {
    return await this.rowsOfNow().where({ id }).first()
  }

  /** @throws when there is no such row: its id came from one we have read. */
  async get(id: string): Promise<RowOfNow> {
    const row = await this.find(id)
    if (!row) throw gone(id)
    return row
  }

  async findByTokenHash(tokenHash: string): Promise<SessionRow | undefined> {
    return await this.rows().where({ token_hash: tokenHash }).first()
  }

  /** When something was last written into each of these rows, in milliseconds. */
  async updatedAt(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.rows()
      .whereIn("id", [...ids])
      .select("id", "updated_at")
    return new Map(rows.map(({ id, updated_at }) => [id, updated_at.getTime()]))
  }

  /** The row last made for a cart. */
  async findNewestOfCart(cartId: string, paymentSessionId: string): Promise<SessionRow | undefined> {
    return await this.rows()
      .where({ cart_id: cartId })
      .orderByRaw("payment_session_id is distinct from ?, created_at desc", [paymentSessionId])
      .first()
  }

  /** The session that Inbank's last callback named for a row whose POST was never answered, if it named one. */
  async findNamedSession(id: string): Promise<NamedSession | undefined> {
    const { rows } = await this.knex.raw<{ rows: NamedSession[] }>(
      `select e.detail as uuid, e.created_at < now() - interval '2 days' as stale,
         s.closed_reason is null and s.created_at > now() - make_interval(secs => ?) as in_flight
       from inbank_session s join inbank_event e on e.session_id = s.id and e.deleted_at is null
       where s.id = ? and s.pos_session_uuid is null and s.deleted_at is null
         and e.source = 'callback' and e.action = 'rang' and e.detail is not null
       order by e.created_at desc limit 1`,
      [TWIN_SECONDS, id],
    )
    return rows[0]
  }

  async now(): Promise<Date> {
    const { rows } = await this.knex.raw<{ rows: { now: Date }[] }>("select now()")
    const [first] = rows
    if (!first) throw new Error("the database did not tell the time")
    return first.now
  }

  /**
   * Inbank made the session: keeps it and has it reconciled, at once if a callback was faster than the answer.
   * @returns the row afterwards, and whether a problem of its account is open, which this answer may clear.
   */
  async recordCreated(
    id: string,
    created: { uuid: string; redirectUrl: string },
  ): Promise<{ row: SessionRow; accountHasProblems: boolean }> {
    const [written] = await this.knex("inbank_session")
      .where({ id })
      .update({
        pos_session_uuid: created.uuid,
        redirect_url: created.redirectUrl,
        next_check_at: this.knex.raw(`case when rung_at is null then ${SOON} else now() end`),
        updated_at: this.knex.fn.now(),
      })
      .returning<(SessionRow & { account_has_problems: boolean })[]>([
        "*",
        this.knex.raw(
          `exists (select 1 from inbank_problem p where p.subject = inbank_session.account_id
             and p.cleared_at is null and p.deleted_at is null) as account_has_problems`,
        ),
      ])
    if (!written) throw gone(id)
    const { account_has_problems: accountHasProblems, ...row } = written
    return { row, accountHasProblems }
  }

  /**
   * The session at Inbank belongs to this row: from now on Inbank can be asked about it. False when it is another
   * row's.
   */
  async adoptSession(id: string, uuid: string): Promise<boolean> {
    const adopted = await this.rows()
      .where({ id })
      .whereNull("pos_session_uuid")
      .whereNotExists(this.rows().where({ pos_session_uuid: uuid }))
      .update({ pos_session_uuid: uuid, next_check_at: this.knex.fn.now(), updated_at: this.knex.fn.now() })
    return adopted > 0
  }

  /**
   * Closes the row: it is no longer open for its collection. The first reason is kept, except one that did not abandon
   * the contract.
   * @param lease under which it was decided, if any: nothing is written when it ran out.
   */
  async close(
    id: string,
    reason: CloseReason,
    { error, lease }: { error?: string; lease?: Lease } = {},
  ): Promise<void> {
    await this.rows()
      .where({ id })
      .where(notAbandoned)
      .where(under(lease))
      .update({ closed_reason: reason, last_error: error ?? null, updated_at: this.knex.fn.now() })
  }

  /** Maps the row to the order that was placed with it: nobody has to be sent to e-POS any more. */
  async recordOrder(id: string, order: { orderId: string; paymentId: string }): Promise<void> {
    const { orderId: order_id, paymentId: payment_id } = order
    await this.update(id, { order_id, payment_id, order_refusal: null, redirect_url: null })
  }

  async recordOrderRefusal(id: string, sentence: string | null): Promise<void> {
    await this.update(id, { order_refusal: sentence })
  }

  /**
   * Keeps what Inbank said, unless an answer that was asked for later was kept already: answers may overtake one
   * another. The same statement writes what is new since `before` to the audit log.
   * @returns the row afterwards, and whether it tells something new.
   */
  async recordObservation(
    id: string,
    seen: Observation,
    asked: { askedAt: Date; source: string; before: string },
  ): Promise<{ row: SessionRow; isNews: boolean }> {
    const { askedAt, source, before } = asked
    const kept = this.rows()
      .where({ id })
      .where((earlier) => void earlier.whereNull("checked_at").orWhere("checked_at", "<=", askedAt))
      .update({
        session_status: seen.sessionStatus,
        changed_at: this.knex.raw(
          "case when session_status is distinct from ? or contract_status is distinct from coalesce(?, contract_status) then now() else changed_at end",
          [seen.sessionStatus, seen.contractStatus ?? null],
        ),
        ...(seen.contractStatus !== undefined && { contract_status: seen.contractStatus }),
        ...(seen.contractUuid !== undefined && { contract_uuid: seen.contractUuid }),
        ...(seen.contractNumber !== undefined && { contract_number: seen.contractNumber }),
        ...(seen.inbankAmount !== undefined && { inbank_amount: seen.inbankAmount }),
        ...(seen.inbankCurrency !== undefined && { inbank_currency: seen.inbankCurrency }),
        checked_at: askedAt,
        updated_at: this.knex.fn.now(),
      })
      .returning("*")
    const line = this.knex("kept")
      .whereRaw(`${STATUS_TEXT} <> ?`, [before])
      .select("id", this.knex.raw(`?, 'observed', nullif(?, ''), ${STATUS_TEXT}`, [source, before]))
    const [row] = await this.knex
      .with("kept", kept)
      .with(
        "told",
        this.knex(this.knex.raw("inbank_event (session_id, source, action, before, after)"))
          .insert(line)
          .returning("session_id"),
      )
      .from("kept")
      .select<(SessionRow & { is_news: boolean })[]>(
        "*",
        this.knex.raw("exists (select 1 from told) as is_news"),
      )
    if (!row) return { row: await this.get(id), isNews: false }
    const { is_news: isNews, ...written } = row
    return { row: written, isNews }
  }

  private rows() {
    return this.knex<SessionRow>("inbank_session").whereNull("deleted_at")
  }

  private rowsOfNow() {
    return this.rows().select<RowOfNow[]>("*", this.knex.raw("now() as read_at"))
  }

  private async update(id: string, values: Record<string, unknown>): Promise<void> {
    await this.knex("inbank_session")
      .where({ id })
      .update({ ...values, updated_at: this.knex.fn.now() })
  }
}

function gone(id: string): Error {
  return new Error(`inbank_session ${id} is gone`)
}
