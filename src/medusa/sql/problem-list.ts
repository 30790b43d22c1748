import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** An open problem with the purchase it is about, if it is about one. */
export interface ListedProblem {
  id: string
  kind: string
  subject: string
  remedy: string
  detail: string | null
  occurrences: number
  opened_at: Date
  session_id: string | null
  /** The account of that purchase. */
  account_id: string | null
  order_id: string | null
  display_id: number | null
  /** The purchase is checked again automatically. */
  is_looked_at: boolean
}

const LISTED_AT_MOST = 500

/** The open problems as a merchant reads them: with the number of the order they are about. */
export class ProblemList {
  constructor(private readonly knex: Knex) {}

  /** The open problems, newest first. @param subject only of this subject. */
  async open(subject?: string): Promise<ListedProblem[]> {
    const { rows } = await this.knex.raw<{ rows: ListedProblem[] }>(
      `select p.id, p.kind, p.subject, p.remedy, p.detail, p.occurrences, p.opened_at,
         s.id as session_id, s.account_id, s.order_id, o.display_id,
         s.next_check_at is not null as is_looked_at
       from inbank_problem p
       left join inbank_session s on s.id = p.subject and s.deleted_at is null
       left join "order" o on o.id = s.order_id
       where p.cleared_at is null and p.deleted_at is null and p.subject = coalesce(?, p.subject)
       order by p.opened_at desc, p.id limit ?`,
      [subject ?? null, LISTED_AT_MOST],
    )
    return rows
  }
}
