import { randomUUID } from "node:crypto"
import { IsNull, Not, type DataSource, type FindOptionsWhere, type Repository } from "typeorm"
import { z } from "zod"
import type { CloseReason } from "../domain/session/close-reason"
import { SOON_MS } from "../domain/session/next-check"
import type { Observation } from "../domain/session/reading"
import { InbankSessionSchema, type InbankSession } from "../models/inbank-session"
import { UNDER_LEASE, type CartLease } from "./cart-leases"

/** What makes two clicks the same payment. Amount in major units, whole cents. */
export interface SessionIdentity {
  account_id: string
  cart_id: string
  amount: string
  currency: string
}

export type NewSession = SessionIdentity &
  Pick<
    InbankSession,
    "id" | "shop_uuid" | "environment" | "product_code" | "locale" | "token_hash" | "valid_until"
  >

const enqueuedRows = z.array(z.object({ rung_at: z.date() }))
const returnedRows = z.array(z.object({ id: z.string() }))

/** The reads and writes of `inbank_session`; each write is one statement. Times are the database's. */
export class SessionStore {
  constructor(private readonly source: () => Promise<DataSource>) {}

  static newId(): string {
    return `inbs_${randomUUID().replaceAll("-", "")}`
  }

  async now(): Promise<Date> {
    const [row] = await (await this.source()).query<{ now: Date }[]>("select now()")
    if (!row) throw new Error("the database does not tell the time")
    return row.now
  }

  async get(id: string): Promise<InbankSession> {
    return await (await this.rows()).findOneByOrFail({ id })
  }

  async find(id: string): Promise<InbankSession | undefined> {
    return await this.findBy({ id })
  }

  async findByToken(tokenHash: string): Promise<InbankSession | undefined> {
    return await this.findBy({ token_hash: tokenHash })
  }

  async findOpen(identity: SessionIdentity): Promise<InbankSession | undefined> {
    return await this.findBy({ ...identity, closed_reason: IsNull() })
  }

  async isCartKnown(cartId: string): Promise<boolean> {
    return (await this.findBy({ cart_id: cartId })) !== undefined
  }

  async orderedOfCart(cartId: string): Promise<InbankSession | undefined> {
    return await this.findBy({ cart_id: cartId, order_id: Not(IsNull()) })
  }

  /** @returns false when there is an open row for the same payment already. */
  async insert(row: NewSession): Promise<boolean> {
    const inserted = await (
      await this.rows()
    )
      .createQueryBuilder()
      .insert()
      .values({ ...row, next_check_at: () => `now() + interval '${SOON_MS / 1_000} seconds'` })
      .orIgnore()
      .returning("id")
      .execute()
    return returnedRows.parse(inserted.raw).length > 0
  }

  async recordCreated(id: string, created: { uuid: string; redirectUrl: string }): Promise<void> {
    await this.update({ id }, { pos_session_uuid: created.uuid, redirect_url: created.redirectUrl })
  }

  /**
   * The first reason is kept: it says what was decided. @param lease which must still be held, where a pass decides.
   */
  async close(
    id: string,
    reason: CloseReason,
    { error, lease }: { error?: string; lease?: CartLease } = {},
  ): Promise<void> {
    const closing = (await this.rows())
      .createQueryBuilder()
      .update()
      .set({ closed_reason: reason, ...(error && { last_error: error }) })
      .where({ id, closed_reason: IsNull() })
    await (lease ? closing.andWhere(UNDER_LEASE, lease) : closing).execute()
  }

  /** Drops an answer that was asked for earlier than the one that we have. */
  async recordObservation(id: string, seen: Observation, askedAt: Date): Promise<InbankSession> {
    const values = {
      session_status: seen.sessionStatus,
      contract_status: seen.contractStatus,
      contract_uuid: seen.contractUuid,
      contract_number: seen.contractNumber,
      inbank_amount: seen.inbankAmount,
      inbank_currency: seen.inbankCurrency,
      checked_at: askedAt,
      changed_at: () =>
        "case when session_status is distinct from :session or contract_status is distinct from coalesce(:contract, contract_status) then now() else changed_at end",
    }
    await (
      await this.rows()
    )
      .createQueryBuilder()
      .update()
      .set(values)
      .where("id = :id and (checked_at is null or checked_at <= :askedAt)", { id, askedAt })
      .setParameters({ session: seen.sessionStatus, contract: seen.contractStatus ?? null })
      .execute()
    return await this.get(id)
  }

  async recordOrder(id: string, orderId: string): Promise<void> {
    await this.update({ id }, { order_id: orderId, order_refusal: null })
  }

  async recordRefusal(id: string, sentence: string): Promise<void> {
    await this.update({ id }, { order_refusal: sentence })
  }

  /** Written before Inbank is asked to end a contract, and removed when Inbank certainly did not end it. */
  async recordWithdrawal(id: string, isSent: boolean): Promise<void> {
    await this.update({ id }, { withdrawal_sent_at: isSent ? () => "now()" : null })
  }

  /** Something may have changed: the row is due at once, whatever happens to the process that says so. */
  async enqueue(where: FindOptionsWhere<InbankSession>): Promise<void> {
    await this.update(where, { rung_at: () => "now()", next_check_at: () => "now()" })
  }

  /** The same for one row. @returns when it was enqueued. */
  async enqueueByCallback(id: string): Promise<Date | undefined> {
    const enqueued = await (
      await this.rows()
    )
      .createQueryBuilder()
      .update()
      .set({ rung_at: () => "now()", next_check_at: () => "now()" })
      .where({ id })
      .returning("rung_at")
      .execute()
    return enqueuedRows.parse(enqueued.raw)[0]?.rung_at
  }

  /** The customer came back: no news from Inbank, but from now on the row counts as touched. */
  async visit(id: string): Promise<void> {
    await this.update(
      { id },
      { next_check_at: () => "now()", rung_at: () => "coalesce(rung_at, created_at)" },
    )
  }

  /**
   * A notification since the pass began counts: the row stays due.
   * @returns false, and nothing is written, when the lease was lost: another process works on the cart.
   */
  async finishCheck(
    id: string,
    check: {
      lease: CartLease
      startedAt: Date
      next: Date | undefined
      error: string | null
      problems: string | null
    },
  ): Promise<boolean> {
    const { lease, startedAt, next, error, problems } = check
    const finished = await (
      await this.rows()
    )
      .createQueryBuilder()
      .update()
      .set({
        last_error: error,
        problems,
        failures: error === null ? 0 : () => "failures + 1",
        next_check_at: () =>
          "case when rung_at >= :startedAt then next_check_at else cast(:next as timestamptz) end",
      })
      .where({ id })
      .andWhere(UNDER_LEASE, lease)
      .setParameters({ startedAt, next: next ?? null })
      .execute()
    return finished.affected === 1
  }

  /**
   * The rows that are due, rows with a notification first, then oldest first. Other processes do not see them for two
   * minutes.
   */
  async claimDue(limit: number): Promise<string[]> {
    const claimed = await (
      await this.rows()
    )
      .createQueryBuilder()
      .update()
      .set({ next_check_at: () => "now() + interval '2 minutes'" })
      .where(
        "id in (select id from inbank_session where next_check_at <= now() order by coalesce(rung_at > coalesce(checked_at, '-infinity'), false) desc, next_check_at limit :limit for update skip locked)",
        { limit },
      )
      .returning("id")
      .execute()
    return returnedRows.parse(claimed.raw).map(({ id }) => id)
  }

  private async rows() {
    return (await this.source()).getRepository(InbankSessionSchema)
  }

  private async findBy(where: FindOptionsWhere<InbankSession>): Promise<InbankSession | undefined> {
    const [row] = await (await this.rows()).find({ where, order: { created_at: "DESC" }, take: 1 })
    return row
  }

  private async update(
    where: FindOptionsWhere<InbankSession>,
    values: Parameters<Repository<InbankSession>["update"]>[1],
  ): Promise<void> {
    await (await this.rows()).createQueryBuilder().update().set(values).where(where).execute()
  }
}
