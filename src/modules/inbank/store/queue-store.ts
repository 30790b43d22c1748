import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { SOON_MS } from "../../../domain/session/next-check"
import { LEASE_SECONDS } from "../../../domain/timeouts"
import { here, under, type Lease, type LeaseStore } from "./lease-store"

/** Rows that one sweep has claimed. */
export interface Claim {
  /** One on each row. */
  leases: Lease[]
  /** Whether others were due too. */
  mayBeMore: boolean
}

/** The next check of a row whose customer probably waits for us. */
export const SOON = `now() + interval '${SOON_MS / 1_000} seconds'`

/** For a row of `inbank_session`: no sweep has claimed it, and nobody holds its payment, who would check it too. */
export const NOBODY_IS_AT_IT = `not exists (
  select 1 from inbank_lease l
  where l.id in (inbank_session.id, inbank_session.payment_collection_id) and l.until > now())`

/** There was a notification, and Inbank was not asked since. */
const IS_NOTIFIED = "rung_at > coalesce(checked_at, '-infinity')"

/** When each row is checked next: the mapping table is the queue, see docs/decisions/0002-row-is-the-queue.md. */
export class QueueStore {
  constructor(
    private readonly knex: Knex,
    private readonly leases: LeaseStore,
  ) {}

  /** Seconds since the oldest due row came due; nothing when none is due. Reads that row alone. */
  async lagSeconds(): Promise<number | undefined> {
    const { rows } = await this.knex.raw<{ rows: { lag_seconds: number }[] }>(
      `select extract(epoch from now() - next_check_at)::float as lag_seconds from inbank_session
       where next_check_at <= now() and deleted_at is null and ${NOBODY_IS_AT_IT} order by next_check_at limit 1`,
    )
    return rows[0]?.lag_seconds
  }

  /**
   * Ends a check: sets when the row is checked next (null: never). A notification that came meanwhile wins, and so does
   * a process that took the lease over from us.
   * @returns false when another process has taken it over.
   */
  async finishCheck(
    id: string,
    check: { lease: Lease; startedAt: Date; next: Date | undefined; error?: string },
  ): Promise<boolean> {
    const written: number = await this.rows()
      .where({ id })
      .where(under(check.lease))
      .update({
        next_check_at: this.knex.raw(
          "case when rung_at > ? or (? and next_check_at between ? and now()) then now() else ?::timestamptz end",
          // When a completion fails, Medusa notifies us through our own hooks: that must not cancel the back-off.
          [check.startedAt, check.error === undefined, check.startedAt, check.next ?? null],
        ),
        failures: check.error === undefined ? 0 : this.knex.raw("failures + 1"),
        last_error: check.error ?? null,
        updated_at: this.knex.fn.now(),
      })
    return written > 0
  }

  /**
   * Claims rows that are due, oldest first, for a sweep. A claim is a lease on the row: it writes nothing into the wide
   * table with its many indexes, and it ends with the process that holds it.
   * @param which `notified`: only rows with a notification
   */
  async claimDue(limit: number, which: "notified" | "all" = "all"): Promise<Claim> {
    const { rows } = await this.knex.raw<{ rows: { id: string; token: string | null }[] }>(
      `with due as (
         select id, next_check_at from inbank_session
         where next_check_at <= now() and deleted_at is null and ${NOBODY_IS_AT_IT}
           ${which === "notified" ? `and ${IS_NOTIFIED}` : ""}
         order by next_check_at limit ?
       ), claimed as (
         insert into inbank_lease (id, token, holder, until)
         select id, gen_random_uuid(), ?, now() + make_interval(secs => ?) from due order by id
         on conflict (id) do update
         set token = excluded.token, holder = excluded.holder, until = excluded.until, updated_at = now()
         where inbank_lease.until <= now()
         returning id, token
       )
       select due.id, claimed.token from due left join claimed using (id) order by due.next_check_at`,
      [limit, here(), LEASE_SECONDS],
    )
    const leases = rows.flatMap(({ id, token }) => (token === null ? [] : [{ id, token }]))
    for (const lease of leases) this.leases.keep(lease)
    return { leases, mayBeMore: rows.length === limit }
  }

  private rows() {
    return this.knex("inbank_session").whereNull("deleted_at")
  }
}
