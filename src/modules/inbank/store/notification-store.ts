import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ProblemKind } from "../../../domain/problems"
import { SOON } from "./queue-store"

/** The row whose address was called, or one that is known otherwise. */
export type CallbackTarget = { tokenHash: string } | { id: string }

/** What a callback claims. `namedSession` is kept for `SessionStore.findNamedSession`, where the row has no session. */
export interface Said {
  status?: string
  namedSession?: string
}

export interface Enqueued {
  id: string
  account_id: string
  rung_at: Date
  /** A problem of the account is open, which a callback may clear. */
  account_has_problems: boolean
}

/** Makes a row due when something tells us that it may be out of date. */
export class NotificationStore {
  constructor(private readonly knex: Knex) {}

  /** Makes the row due now. `news`: a claim that Inbank's side changed, so what we have may be out of date. */
  async enqueue(id: string, news: boolean): Promise<void> {
    await this.set(id, { next_check_at: this.knex.fn.now(), ...(news && { rung_at: this.knex.fn.now() }) })
  }

  /** The customer came back: no news from Inbank, but from now on the row counts as touched. */
  async visit(id: string): Promise<void> {
    await this.set(id, {
      next_check_at: this.knex.fn.now(),
      rung_at: this.knex.raw("coalesce(rung_at, created_at)"),
    })
  }

  /**
   * A callback enqueues: one statement makes the row due and writes the audit log, so that a genuine callback asks the
   * database once. A row that is already due keeps its place in the queue, and the same line is written to the audit
   * log once a minute.
   * @param accountIds whose rows may be enqueued: the accounts that the call verifiably came from.
   * @returns nothing when there is no such row.
   */
  async enqueueByCallback(
    target: CallbackTarget,
    accountIds: readonly string[],
    said: Said,
  ): Promise<Enqueued | undefined> {
    const [column, value] = "id" in target ? ["id", target.id] : ["token_hash", target.tokenHash]
    const enqueue = async () => {
      const { rows } = await this.knex.raw<{ rows: Enqueued[] }>(
        `with enqueued as (
         update inbank_session set rung_at = now(), next_check_at = least(next_check_at, now()), updated_at = now()
         where ${column} = ? and account_id = any(?::text[]) and deleted_at is null
         returning id, account_id, rung_at, pos_session_uuid
       ), told as (
         insert into inbank_event (session_id, source, action, after, detail)
         select id, 'callback', 'rang', says.status, says.detail from enqueued, lateral (
           select ?::text as status, case when pos_session_uuid is null then ?::text end as detail
         ) says where not exists (
           select 1 from inbank_event e where e.session_id = enqueued.id and e.action = 'rang' and e.source = 'callback'
             and e.after is not distinct from says.status and e.detail is not distinct from says.detail
             and e.created_at > now() - interval '1 minute' and e.deleted_at is null
         )
       )
       select id, account_id, rung_at, exists (
         select 1 from inbank_problem where subject = account_id and cleared_at is null and deleted_at is null
       ) as account_has_problems from enqueued`,
        [value, [...accountIds], said.status ?? null, said.namedSession ?? null],
      )
      return rows[0]
    }
    return await inTurn(value, enqueue)
  }

  /** Has the row reconciled soon, if it is not due sooner. */
  async checkSoon(id: string): Promise<void> {
    await this.set(id, { next_check_at: this.knex.raw(`least(next_check_at, ${SOON})`) })
  }

  /**
   * The customer's page asks: has the row reconciled soon. A row whose passes fail keeps its pauses, and so do all rows
   * of an account whose key Inbank refuses. `updated_at` does not change: this is no news for the pages that wait.
   */
  async checkSoonForPage(id: string): Promise<void> {
    await this.rows()
      .where({ id, failures: 0 })
      .whereRaw(`next_check_at > ${SOON}`)
      .whereNotExists(
        this.knex("inbank_problem")
          .where({ kind: "credentials_refused" satisfies ProblemKind, cleared_at: null, deleted_at: null })
          .whereRaw("subject = inbank_session.account_id"),
      )
      .update({ next_check_at: this.knex.raw(SOON) })
  }

  /**
   * Makes every row of a payment session, payment or cart due now. Rows without a session at Inbank have nothing to
   * check.
   */
  async enqueueAll(
    where: { payment_session_id: string } | { payment_id: string } | { cart_id: string },
  ): Promise<string[]> {
    return await this.rows()
      .where(where)
      .whereNotNull("pos_session_uuid")
      .update({ next_check_at: this.knex.fn.now(), updated_at: this.knex.fn.now() })
      .returning("id")
      .then((rows: { id: string }[]) => rows.map((row) => row.id))
  }

  /** Postpones an account's rows for at least an hour: Inbank refuses its key, and more requests would tell nothing. */
  async postponeAccount(accountId: string): Promise<void> {
    await this.rows()
      .where({ account_id: accountId })
      .whereRaw("next_check_at < now() + interval '1 hour'")
      .update({ next_check_at: this.knex.raw("now() + interval '1 hour'"), updated_at: this.knex.fn.now() })
  }

  /** Makes every row of an account due that has a next check. */
  async enqueueAccount(accountId: string): Promise<void> {
    await this.rows()
      .where({ account_id: accountId })
      .whereNotNull("next_check_at")
      .update({ next_check_at: this.knex.fn.now(), updated_at: this.knex.fn.now() })
  }

  private rows() {
    return this.knex("inbank_session").whereNull("deleted_at")
  }

  private async set(id: string, values: Record<string, unknown>): Promise<void> {
    await this.rows()
      .where({ id })
      .update({ ...values, updated_at: this.knex.fn.now() })
  }
}

const underWay = new Map<string, Promise<unknown>>()

/**
 * One after the other for each row: a repeated callback that waited for its row in the database would hold a connection
 * meanwhile, and would not see the line that the previous one has written.
 */
async function inTurn<T>(key: string, act: () => Promise<T>): Promise<T> {
  const mine = (underWay.get(key) ?? Promise.resolve()).then(act, act)
  underWay.set(key, mine)
  try {
    return await mine
  } finally {
    if (underWay.get(key) === mine) underWay.delete(key)
  }
}
