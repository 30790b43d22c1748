import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Reads on Medusa's own table of the workflows that it has begun. */
export class WorkflowExecutions {
  constructor(private readonly knex: Knex) {}

  /**
   * The newest execution of a workflow for one thing that has neither ended nor been rolled back.
   * @param inputId the `id` in the workflow's input.
   * @param seconds how long nothing was written for it.
   */
  async unfinished(workflowId: string, inputId: string, seconds: number): Promise<string | undefined> {
    const { rows } = await this.knex.raw<{ rows: { transaction_id: string }[] }>(
      `select transaction_id from workflow_execution
       where workflow_id = ? and state not in ('done', 'reverted', 'failed') and deleted_at is null
         and context->'data'->'payload'->>'id' = ? and updated_at <= now() - make_interval(secs => ?)
       order by created_at desc limit 1`,
      [workflowId, inputId, seconds],
    )
    return rows[0]?.transaction_id
  }

  /** Whether something that such an execution did must still be rolled back. */
  async isRollingBack(workflowId: string, inputId: string): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `select 1 from workflow_execution
       where workflow_id = ? and state in ('waiting_to_compensate', 'compensating') and deleted_at is null
         and context->'data'->'payload'->>'id' = ? limit 1`,
      [workflowId, inputId],
    )
    return rows.length > 0
  }
}
