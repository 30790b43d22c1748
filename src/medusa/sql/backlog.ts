import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { NOBODY_IS_AT_IT } from "../../modules/inbank/store"

/** The state of the queue, as a merchant or a monitor reads it. */
export interface Backlog {
  /** Seconds since the oldest due row came due; 0 when none is due. */
  lag_seconds: number
  /** Rows that are due and that nobody is checking. */
  due: number
  /** Unfinished rows by Inbank's last word. */
  open: Record<string, number>
  /** Paid orders whose contracts are checked once a day. */
  watched: number
}

/** The state of the queue. The payment in Medusa shows whether a purchase is only watched. */
export class Backlogs {
  constructor(private readonly knex: Knex) {}

  /** How far behind the queue is, and what is in it: reads every row that will be checked. */
  async read(): Promise<Backlog> {
    const { rows } = await this.knex.raw<{
      rows: (Omit<Backlog, "open"> & { open: Backlog["open"] | null })[]
    }>(
      `with waiting as (
         select coalesce(session_status, 'not_asked_yet') as status,
           case when next_check_at <= now() and ${NOBODY_IS_AT_IT} then next_check_at end as due_since,
           session_status = 'completed' and contract_status = 'activated' and p.captured_at is not null as is_watched
         from inbank_session left join payment p on p.id = payment_id
         where next_check_at is not null and inbank_session.deleted_at is null
       ), counted as (
         select status, count(*)::int as sessions from waiting where is_watched is not true group by status
       )
       select
         coalesce(extract(epoch from now() - min(due_since)), 0)::float as lag_seconds,
         count(due_since)::int as due,
         count(*) filter (where is_watched)::int as watched,
         (select json_object_agg(status, sessions) from counted) as open
       from waiting`,
    )
    const [backlog] = rows
    return backlog
      ? { ...backlog, open: backlog.open ?? {} }
      : { lag_seconds: 0, due: 0, open: {}, watched: 0 }
  }
}
