import type { ProblemKind } from "../../../domain/problems"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** A session that Inbank called about and this store does not know. */
export interface Orphan {
  account_id: string
  pos_session_uuid: string
  /** Inbank's word in the latest callback. */
  status: string | null
  heard_at: Date
}

const KIND: ProblemKind = "orphan_callback"
const LISTED_AT_MOST = 200

/** Still has no row. For a session that Inbank did not name this cannot be known. */
const IS_LOST = `not exists (
  select 1 from inbank_session s where s.pos_session_uuid = e.detail and s.deleted_at is null)`

/** Noted since the problem was opened. */
const ORPHANS = `select 1 from inbank_event e
  where e.session_id = p.subject and e.action = 'orphan' and e.created_at >= p.opened_at and e.deleted_at is null`

/**
 * The sessions that callbacks named without a row: kept in the audit log, under the account's id, while the account's
 * problem is open. A session is noted once for each status, however often it is called about.
 */
export class OrphanStore {
  constructor(private readonly knex: Knex) {}

  async note(accountId: string, said: { uuid?: string; status?: string }): Promise<void> {
    const [uuid, status] = [said.uuid ?? null, said.status ?? null]
    await this.knex.raw(
      `insert into inbank_event (session_id, source, action, after, detail)
       select p.subject, 'callback', 'orphan', ?::text, ?::text from inbank_problem p
       where p.kind = ? and p.subject = ? and p.deleted_at is null and not exists (
         ${ORPHANS} and e.after is not distinct from ?::text and e.detail is not distinct from ?::text)`,
      [status, uuid, KIND, accountId, status, uuid],
    )
  }

  /** The sessions that still have no row, newest first. */
  async list(): Promise<Orphan[]> {
    const { rows } = await this.knex.raw<{ rows: Orphan[] }>(
      `select * from (
         select distinct on (e.detail) e.session_id as account_id, e.detail as pos_session_uuid,
           e.after as status, e.created_at as heard_at
         from inbank_problem p join inbank_event e on e.session_id = p.subject and e.deleted_at is null
         where p.kind = ? and e.action = 'orphan' and e.detail is not null and ${IS_LOST}
         order by e.detail, e.created_at desc
       ) lost order by heard_at desc limit ?`,
      [KIND, LISTED_AT_MOST],
    )
    return rows
  }

  /** Clears the problem of each account whose orphans have all found a row. Returns the accounts. */
  async clearFound(): Promise<string[]> {
    const { rows } = await this.knex.raw<{ rows: { subject: string }[] }>(
      `update inbank_problem p set cleared_at = now(), updated_at = now()
       where p.kind = ? and p.cleared_at is null and p.deleted_at is null
         and exists (${ORPHANS}) and not exists (${ORPHANS} and ${IS_LOST})
       returning subject`,
      [KIND],
    )
    return rows.map(({ subject }) => subject)
  }
}
