import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"

export interface TrailEntry {
  sessionId: string
  source: string
  action: string
  before?: string | null
  after?: string | null
  detail?: string
}

/** Appends to the trail of a session. */
export class TrailStore {
  constructor(private readonly knex: Knex) {}

  async append(entry: TrailEntry): Promise<void> {
    await this.knex("inbank_event").insert({
      id: generateEntityId(undefined, "inbe"),
      session_id: entry.sessionId,
      source: entry.source,
      action: entry.action,
      before: entry.before ?? null,
      after: entry.after ?? null,
      detail: entry.detail?.slice(0, 500) ?? null,
    })
  }
}
