import type { Knex } from "@medusajs/framework/mikro-orm/knex"

export interface AuditEntry {
  sessionId: string
  source: string
  action: string
  before?: string | null
  after?: string | null
  detail?: string
}

/** One line of a session's audit log. */
export interface AuditEvent {
  id: string
  source: string
  action: string
  before: string | null
  after: string | null
  detail: string | null
  created_at: Date
}

const SHOWN_AT_MOST = 200
/** Of one kind: repeated lines must not displace the others. */
const SHOWN_OF_AN_ACTION = 40

/** A dispute about a purchase is over long before. */
const KEPT_FOR_DAYS = 400
const REMOVED_AT_ONCE = 5_000

/** The audit log of each session: lines are appended, and the oldest are deleted. */
export class AuditLog {
  constructor(private readonly knex: Knex) {}

  /** @returns the database's time. */
  async append(entry: AuditEntry): Promise<Date> {
    const [line] = await this.knex("inbank_event")
      .insert({
        session_id: entry.sessionId,
        source: entry.source,
        action: entry.action,
        before: entry.before ?? null,
        after: entry.after ?? null,
        detail: entry.detail?.slice(0, 500) ?? null,
      })
      .returning<{ created_at: Date }[]>("created_at")
    if (!line) throw new Error("the audit log took no line")
    return line.created_at
  }

  /** The audit log of a session, oldest first; of a very long one its end, and of each action the last 40. */
  async of(sessionId: string): Promise<AuditEvent[]> {
    const { rows } = await this.knex.raw<{ rows: AuditEvent[] }>(
      `select id, source, action, before, after, detail, created_at from (
         select *, row_number() over (partition by action order by created_at desc, id desc) as nth
         from inbank_event where session_id = ? and deleted_at is null
       ) numbered where nth <= ? order by created_at desc, id desc limit ?`,
      [sessionId, SHOWN_OF_AN_ACTION, SHOWN_AT_MOST],
    )
    return rows.reverse()
  }

  /** When Inbank last called about a session of the account, if it did within the last week. */
  async lastCallback(accountId: string): Promise<Date | undefined> {
    const { rows } = await this.knex.raw<{ rows: { created_at: Date }[] }>(
      // Newest first, each session looked up for its account: as a join it may read all sessions instead.
      `select e.created_at from inbank_event e
       where e.created_at > now() - interval '7 days' and e.source = 'callback' and e.action = 'rang'
         and e.deleted_at is null
         and (select s.account_id from inbank_session s where s.id = e.session_id) = ?
       order by e.created_at desc limit 1`,
      [accountId],
    )
    return rows[0]?.created_at
  }

  /** Removes lines older than 400 days, some thousands at a time. @returns how many it removed. */
  async prune(): Promise<number> {
    const { rowCount } = await this.knex.raw<{ rowCount: number }>(
      // The oldest come first by their ids. Deleted by their physical places, which do not change because a line is
      // never updated: no second search.
      `with oldest as (
         select ctid, created_at from inbank_event where deleted_at is null order by id limit ?
       )
       delete from inbank_event where ctid = any(array(
         select ctid from oldest where created_at < now() - make_interval(days => ?)))`,
      [REMOVED_AT_ONCE, KEPT_FOR_DAYS],
    )
    return rowCount
  }
}
