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

/** A dispute about a purchase is over long before. */
const KEPT_FOR_DAYS = 400
const REMOVED_AT_ONCE = 5_000

/** The trail of each session: appended to, and cut off at its far end. */
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
  /** Removes what is older than 400 days, some thousands at a time. */
  async prune(): Promise<void> {
    await this.knex.raw(
      `delete from inbank_event where id in (
         select id from inbank_event where created_at < now() - make_interval(days => ?) and deleted_at is null order by created_at limit ?)`,
      [KEPT_FOR_DAYS, REMOVED_AT_ONCE],
    )
  }
}
