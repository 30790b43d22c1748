import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"

/** The state of the queue, as a merchant or a monitor reads it. */
export interface Backlog {
  /** Seconds since the oldest due row came due; 0 when none is due. */
  lag_seconds: number
  /** Rows that are due and not being looked at. */
  due: number
  /** Unfinished rows by Inbank's last word. */
  open: Record<string, number>
  /** Paid orders whose contracts are looked at once a day. */
  watched: number
}

/** When each row is looked at next: the mapping table is the queue, see docs/decisions/0002-row-is-the-queue.md. */
export class QueueStore {
  constructor(private readonly knex: Knex) {}

  /** Makes the row due now. `news`: somebody claims that Inbank's side changed, so what we hold may be stale. */
  async ring(id: string, news: boolean): Promise<void> {
    await this.set(id, { next_check_at: this.knex.fn.now(), ...(news && { rung_at: this.knex.fn.now() }) })
  }

  /**
   * A callback rings: the row is due and the trail says so, by one statement, so that there is never the one without
   * the other. `namedSession` is kept for `SessionStore.findNamedSession`.
   * A row that is due already stays where it stands in the queue: moved, it would get a new place in every index.
   * @returns whether a problem of the session's account is open, which a callback may clear.
   */
  async ringByCallback(id: string, said: { status?: string; namedSession?: string }): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `with rung as (
         update inbank_session set rung_at = now(), next_check_at = least(next_check_at, now()), updated_at = now()
         where id = ? and deleted_at is null
         returning id, account_id
       ), told as (
         insert into inbank_event (id, session_id, source, action, after, detail)
         select ?, id, 'callback', 'rang', ?, ? from rung
       )
       select 1 from inbank_problem where subject = (select account_id from rung)
         and cleared_at is null and deleted_at is null limit 1`,
      [id, generateEntityId(undefined, "inbe"), said.status ?? null, said.namedSession ?? null],
    )
    return rows.length > 0
  }

  /** Has the row looked at within a minute, if nobody looks at it sooner. */
  async lookSoon(id: string): Promise<void> {
    await this.set(id, {
      next_check_at: this.knex.raw("least(next_check_at, now() + interval '1 minute')"),
    })
  }

  /** Makes every row of a payment session, payment or cart due now. Rows without a session at Inbank have nothing to check. */
  async ringAll(
    where: { payment_session_id: string } | { payment_id: string } | { cart_id: string },
  ): Promise<string[]> {
    return await this.rows()
      .where(where)
      .whereNotNull("pos_session_uuid")
      .update({ next_check_at: this.knex.fn.now(), updated_at: this.knex.fn.now() })
      .returning("id")
      .then((rows: { id: string }[]) => rows.map((row) => row.id))
  }

  /** Has an account's rows looked at no sooner than in an hour: Inbank refuses its key, asking on would tell nothing. */
  async postponeAccount(accountId: string): Promise<void> {
    await this.rows()
      .where({ account_id: accountId })
      .whereRaw("next_check_at < now() + interval '1 hour'")
      .update({ next_check_at: this.knex.raw("now() + interval '1 hour'"), updated_at: this.knex.fn.now() })
  }

  /** Makes every row of an account due that anybody would look at some day. */
  async ringAccount(accountId: string): Promise<void> {
    await this.rows()
      .where({ account_id: accountId })
      .whereNotNull("next_check_at")
      .update({ next_check_at: this.knex.fn.now(), updated_at: this.knex.fn.now() })
  }

  /** Seconds since the oldest due row came due; 0 when none is due. Reads that row alone. */
  async lagSeconds(): Promise<number> {
    const { rows } = await this.knex.raw<{ rows: { lag_seconds: number }[] }>(
      `select coalesce(extract(epoch from now() - min(next_check_at)), 0)::float as lag_seconds
       from inbank_session where next_check_at <= now() and deleted_at is null`,
    )
    return rows[0]?.lag_seconds ?? 0
  }

  /** How far behind the queue is, and what is in it: reads every row that anybody will look at. */
  async backlog(): Promise<Backlog> {
    const { rows } = await this.knex.raw<{
      rows: (Omit<Backlog, "open"> & { open: Backlog["open"] | null })[]
    }>(
      `with waiting as (
         select coalesce(s.session_status, 'not_asked_yet') as status, s.next_check_at,
           s.session_status = 'completed' and s.contract_status = 'activated' and p.captured_at is not null as is_watched
         from inbank_session s left join payment p on p.id = s.payment_id
         where s.next_check_at is not null and s.deleted_at is null
       ), counted as (
         select status, count(*)::int as sessions from waiting where is_watched is not true group by status
       )
       select
         coalesce(extract(epoch from now() - min(next_check_at) filter (where next_check_at <= now())), 0)::float as lag_seconds,
         count(*) filter (where next_check_at <= now())::int as due,
         count(*) filter (where is_watched)::int as watched,
         (select json_object_agg(status, sessions) from counted) as open
       from waiting`,
    )
    const [backlog] = rows
    return backlog
      ? { ...backlog, open: backlog.open ?? {} }
      : { lag_seconds: 0, due: 0, open: {}, watched: 0 }
  }

  /**
   * Ends a check: sets when to look next (null: never). A ring that came while we were looking wins,
   * and so does whoever took the lease over from us.
   */
  async finishCheck(
    id: string,
    check: { leaseToken: string; startedAt: Date; next: Date | undefined; error?: string },
  ): Promise<void> {
    await this.rows()
      .where({ id })
      .whereRaw(
        "exists (select 1 from inbank_lease l where l.id = payment_collection_id and l.token = ? and l.until > now())",
        [check.leaseToken],
      )
      .update({
        next_check_at: this.knex.raw(
          "case when rung_at > ? or (? and next_check_at between ? and now()) then now() else ?::timestamptz end",
          // A completion that fails makes Medusa ring through our own hooks: that bell must not undo the back-off.
          [check.startedAt, check.error === undefined, check.startedAt, check.next ?? null],
        ),
        failures: check.error === undefined ? 0 : this.knex.raw("failures + 1"),
        last_error: check.error ?? null,
        updated_at: this.knex.fn.now(),
      })
  }

  /**
   * Claims rows that are due, oldest first. A claimed row comes due again by itself after two minutes, so that a
   * sweep that dies loses nothing; SKIP LOCKED lets two processes sweep at once.
   */
  async claimDue(limit: number): Promise<string[]> {
    const { rows } = await this.knex.raw<{ rows: { id: string }[] }>(
      `with due as (
         select id, next_check_at from inbank_session
         where next_check_at <= now() and deleted_at is null
         order by next_check_at limit ? for update skip locked
       ), claimed as (
         update inbank_session set next_check_at = now() + interval '2 minutes' from due where inbank_session.id = due.id
       )
       select id from due order by next_check_at`,
      [limit],
    )
    return rows.map((row) => row.id)
  }

  private rows() {
    return this.knex("inbank_session").whereNull("deleted_at")
  }

  private async set(id: string, values: Record<string, unknown>): Promise<void> {
    await this.rows()
      .where({ id })
      .update({ ...values, updated_at: this.knex.fn.now() })
  }
}
