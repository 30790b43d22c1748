import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"

export interface NewProblem {
  kind: string
  subject: string
  remedy: string
  detail?: string
}

export interface OpenProblem {
  kind: string
  subject: string
  remedy: string
  detail: string | null
  opened_at: Date
}

/** What a human must see: opened once, cleared when the cause is gone, opened again if it comes back. */
export class ProblemStore {
  constructor(private readonly knex: Knex) {}

  /** True when the problem was not open before; one that was is told its newest detail. */
  async open(problem: NewProblem): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: { opened: boolean }[] }>(
      `insert into inbank_problem (id, kind, subject, remedy, detail, opened_at) values (?, ?, ?, ?, ?, now())
       on conflict (kind, subject) where deleted_at is null
       do update set remedy = excluded.remedy, detail = excluded.detail,
         occurrences = case when inbank_problem.cleared_at is null then inbank_problem.occurrences else 1 end,
         opened_at = case when inbank_problem.cleared_at is null then inbank_problem.opened_at else now() end,
         cleared_at = null, updated_at = now()
       where inbank_problem.cleared_at is not null or inbank_problem.detail is distinct from excluded.detail
       returning opened_at = now() as opened`,
      values(problem),
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
         cleared_at = null, updated_at = now()
       returning occurrences`,
      values(problem),
    )
    return rows[0]?.occurrences === 1
  }

  /** What is open for a subject, oldest first. */
  async openFor(subject: string): Promise<OpenProblem[]> {
    return await this.knex<OpenProblem & { cleared_at: Date | null; deleted_at: Date | null }>(
      "inbank_problem",
    )
      .where({ subject })
      .whereNull("deleted_at")
      .whereNull("cleared_at")
      .orderBy("opened_at")
      .select("kind", "subject", "remedy", "detail", "opened_at")
  }

  /** Clears the open problems of these kinds on a subject, save those that stay. Returns the kinds cleared. */
  async clearExcept(
    subject: string,
    kinds: readonly string[],
    staying: readonly string[],
  ): Promise<string[]> {
    const cleared: { kind: string }[] = await this.knex("inbank_problem")
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
