import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { eventually } from "../../../demo/support/eventually"

/**
 * Holds every write to one table up, so that a process can be killed right before it: what Inbank's answers are to
 * `sandbox.faults`, the database's are here. Reading goes on as ever.
 */
export class HeldTable {
  private constructor(
    private readonly knex: Knex,
    private readonly holder: Knex.Transaction,
    private readonly table: string,
  ) {}

  static async hold(knex: Knex, table: string): Promise<HeldTable> {
    const holder = await knex.transaction()
    await holder.raw("lock table ?? in exclusive mode", [table])
    return new HeldTable(knex, holder, table)
  }

  /** Resolves when so many writers wait. */
  async awaited(count: number): Promise<void> {
    await eventually(
      async () => await this.waiting("pid"),
      (waiting) => waiting.length >= count,
      `${count} to wait for the table ${this.table}`,
    )
  }

  /** Lets go. Whoever waited still is of a dead process: without this PostgreSQL would do its last write all the same. */
  async letGo(): Promise<void> {
    await this.waiting("pg_terminate_backend(pid, 10000)")
    await this.holder.rollback()
  }

  private async waiting(what: "pid" | "pg_terminate_backend(pid, 10000)"): Promise<unknown[]> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `select ${what} from pg_locks where not granted and relation = to_regclass(quote_ident(?))`,
      [this.table],
    )
    return rows
  }
}
