import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { ProblemKind } from "../../../domain/problems"
import { STILL_HELD, stillHeld, under, type Lease } from "./lease-store"

export interface NewProblem {
  kind: ProblemKind
  subject: string
  remedy: string
  detail?: string
}

/** About a session, cleared by a person, and nothing new has happened since. */
const DEALT_WITH = `inbank_problem.cleared_by is not null and inbank_problem.detail is not distinct from excluded.detail
  and exists (select 1 from inbank_session s where s.id = inbank_problem.subject and s.deleted_at is null
    and coalesce(s.changed_at, s.created_at) <= inbank_problem.cleared_at)`

/** What a human must see: opened once, cleared when the cause is gone, opened again if it comes back. */
export class ProblemStore {
  constructor(private readonly knex: Knex) {}

  /**
   * True when the problem was not open before; a problem that was open gets the newest detail. A problem that a human
   * has dealt with stays closed until there is news: other words of Inbank's about the session, or another detail.
   * @param lease under which the problem was found, if any: nothing is written when it ran out.
   */
  async open(problem: NewProblem, lease?: Lease): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: { opened: boolean }[] }>(
      `insert into inbank_problem (id, kind, subject, remedy, detail, opened_at)
       select ?::text, ?::text, ?::text, ?::text, ?::text, now() ${lease ? `where ${STILL_HELD}` : ""}
       on conflict (kind, subject) where deleted_at is null
       do update set remedy = excluded.remedy, detail = excluded.detail,
         occurrences = case when inbank_problem.cleared_at is null then inbank_problem.occurrences else 1 end,
         opened_at = case when inbank_problem.cleared_at is null then inbank_problem.opened_at else now() end,
         cleared_at = null, cleared_by = null, updated_at = now()
       where (inbank_problem.cleared_at is not null or inbank_problem.detail is distinct from excluded.detail)
         and not (${DEALT_WITH})
       returning opened_at = now() as opened`,
      [...values(problem), ...(lease ? stillHeld(lease) : [])],
    )
    return rows[0]?.opened ?? false
  }

  /** Opens the problem, or counts that it was met once more. True when it was not open before. */
  async count(problem: NewProblem): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: { occurrences: number }[] }>(
      `insert into inbank_problem (id, kind, subject, remedy, detail, opened_at) values (?, ?, ?, ?, ?, now())
       on conflict (kind, subject) where deleted_at is null
       do update set remedy = excluded.remedy, detail = excluded.detail,
         occurrences = case when inbank_problem.cleared_at is null then inbank_problem.occurrences + 1 else 1 end,
         opened_at = case when inbank_problem.cleared_at is null then inbank_problem.opened_at else now() end,
         cleared_at = null, cleared_by = null, updated_at = now()
       returning occurrences`,
      values(problem),
    )
    return rows[0]?.occurrences === 1
  }

  /** Whether a human has been shown one of these problems of the subject, and it has not been cleared automatically. */
  async wasShown(subject: string, kinds: readonly ProblemKind[]): Promise<boolean> {
    const shown = await this.knex<{ id: string; subject: string; kind: string }>("inbank_problem")
      .where({ subject })
      .whereIn("kind", [...kinds])
      .whereNull("deleted_at")
      .whereRaw("(cleared_at is null or cleared_by is not null)")
      .first("id")
    return shown !== undefined
  }

  async isOpen(kind: ProblemKind, subject: string): Promise<boolean> {
    const open: unknown = await this.knex("inbank_problem")
      .where({ kind, subject })
      .whereNull("deleted_at")
      .whereNull("cleared_at")
      .first("id")
    return open !== undefined
  }

  /** How many are open, by kind. */
  async openByKind(): Promise<Record<string, number>> {
    const { rows } = await this.knex.raw<{ rows: { kind: string; open: number }[] }>(
      `select kind, count(*)::int as open from inbank_problem
       where cleared_at is null and deleted_at is null group by kind order by kind`,
    )
    return Object.fromEntries(rows.map(({ kind, open }) => [kind, open]))
  }

  /** A human has dealt with it. @returns what it was; nothing when no such problem is open. */
  async clear(id: string, clearedBy: string): Promise<{ kind: string; subject: string } | undefined> {
    const [cleared]: { kind: string; subject: string }[] = await this.knex("inbank_problem")
      .where({ id })
      .whereNull("deleted_at")
      .whereNull("cleared_at")
      .update({ cleared_at: this.knex.fn.now(), cleared_by: clearedBy, updated_at: this.knex.fn.now() })
      .returning(["kind", "subject"])
    return cleared
  }

  /**
   * Clears the open problems of these kinds on a subject, except those that stay.
   * @param lease under which the problem was found, if any: nothing is written when it ran out.
   * @returns the kinds cleared.
   */
  async clearExcept(
    subject: string,
    kinds: readonly ProblemKind[],
    staying: readonly ProblemKind[],
    lease?: Lease,
  ): Promise<string[]> {
    const cleared: { kind: string }[] = await this.knex("inbank_problem")
      .where(under(lease))
      .where({ subject })
      .whereNull("deleted_at")
      .whereNull("cleared_at")
      .whereIn("kind", [...kinds])
      .whereNotIn("kind", [...staying])
      .update({ cleared_at: this.knex.fn.now(), updated_at: this.knex.fn.now() })
      .returning("kind")
    return cleared.map((row) => row.kind)
  }
}

function values(problem: NewProblem): (string | null)[] {
  return [
    generateEntityId(undefined, "inbp"),
    problem.kind,
    problem.subject,
    problem.remedy,
    problem.detail?.slice(0, 500) ?? null,
  ]
}
