import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { bootText, hasCertainlyEnded, THIS_BOOT } from "./boot"
import { heldOver } from "./held-leases"
import { LEASE_SECONDS } from "../../../domain/timeouts"

/** A lease that we hold: what it is on, and the token that proves that it is ours. */
export interface Lease {
  id: string
  token: string
}

/** True while the lease is held: a condition on writes that decide. Takes the bindings of `stillHeld`. */
export const STILL_HELD =
  "exists (select 1 from inbank_lease l where l.id = ? and l.token = ? and l.until > now())"

export function stillHeld({ id, token }: Lease): [string, string] {
  return [id, token]
}

/**
 * For a row of `inbank_session`: who holds its payment collection. True when it is this process, null when nobody holds
 * it.
 */
export const IS_HELD_HERE = `(
  select l.holder is not distinct from ? from inbank_lease l
  where l.id = inbank_session.payment_collection_id and l.until > now())`

/** This process, as the holder of a lease. */
export function here(): string {
  return bootText(THIS_BOOT)
}

/** A lease for a statement to take, with `here()` and for `LEASE_SECONDS`. */
export function newLease(id: string): Lease {
  return { id, token: randomUUID() }
}

/** For a write: only while the lease is held under which it was decided, if there was one. */
export function under(lease: Lease | undefined) {
  return (rows: Knex.QueryBuilder): void => {
    if (lease) void rows.whereRaw(STILL_HELD, stillHeld(lease))
  }
}

/**
 * One holder at a time per payment collection, across processes, without holding a database lock or connection. While
 * its process lives, a lease is renewed automatically, for five minutes at most; it ends half a minute after its
 * process, or at once where the process has certainly ended.
 */
export class LeaseStore {
  private readonly held

  constructor(private readonly knex: Knex) {
    this.held = heldOver(knex)
  }

  /** The lease when it is ours now, otherwise nothing. */
  async take(id: string): Promise<Lease | undefined> {
    const taken = await this.tryTake(id)
    if (taken !== undefined) return taken
    return (await this.freeOfTheEnded(id)) ? await this.tryTake(id) : undefined
  }

  /** Tries until the lease is ours or the time is over. Polls, so that no connection is held while waiting. */
  async takeWithin(id: string, milliseconds: number): Promise<Lease | undefined> {
    const deadline = Date.now() + milliseconds
    let lease = await this.take(id)
    for (let pause = 50; lease === undefined && Date.now() < deadline; pause = Math.min(pause * 1.5, 500)) {
      await new Promise((resolve) => setTimeout(resolve, pause))
      lease = await this.tryTake(id)
    }
    return lease
  }

  /** Starts the lease's time again. False when it ran out: then nothing more may be done. */
  async renew({ id, token }: Lease): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `update inbank_lease set until = now() + make_interval(secs => ?), updated_at = now()
       where id = ? and token = ? and until > now() returning id`,
      [LEASE_SECONDS, id, token],
    )
    return rows.length > 0
  }

  /** Frees the lease if it is still ours. */
  async free({ id, token }: Lease): Promise<void> {
    this.held.remove(token)
    await this.knex("inbank_lease").where({ id, token }).delete()
  }

  /** Stops renewing the lease: nobody takes it until it has run out. */
  leave({ token }: Lease): void {
    this.held.remove(token)
  }

  /** Frees all that this process holds, when it is about to end. */
  async freeAll(): Promise<void> {
    const tokens = this.held.tokens()
    for (const token of tokens) this.held.remove(token)
    await this.knex("inbank_lease").whereIn("token", tokens).delete()
  }

  /** Frees all leases, sweeps' claims included, of processes of this machine that have certainly ended. */
  async freeEnded(): Promise<void> {
    const { rows } = await this.knex.raw<{ rows: { holder: string }[] }>(
      "select distinct holder from inbank_lease where until > now() and starts_with(holder, ?)",
      [`${THIS_BOOT.machine} `],
    )
    const ended = rows.map(({ holder }) => holder).filter(hasCertainlyEnded)
    if (ended.length > 0) await this.knex("inbank_lease").whereIn("holder", ended).delete()
  }

  /** Removes leases that ran out and were not taken again: the table has only those of this moment. */
  async prune(): Promise<void> {
    await this.knex.raw("delete from inbank_lease where until < now() - interval '1 minute'")
  }

  /** From now on renews a lease that a statement of another store has taken together with something else. */
  keep({ token }: Lease): void {
    this.held.add(token)
  }

  private async tryTake(id: string): Promise<Lease | undefined> {
    const lease = newLease(id)
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `insert into inbank_lease (id, token, holder, until) values (?, ?, ?, now() + make_interval(secs => ?))
       on conflict (id) do update
       set token = excluded.token, holder = excluded.holder, until = excluded.until, updated_at = now()
       where inbank_lease.until <= now()
       returning id`,
      [id, lease.token, here(), LEASE_SECONDS],
    )
    if (rows.length === 0) return undefined
    this.keep(lease)
    return lease
  }

  /** @returns whether it was held by a process that has certainly ended. */
  private async freeOfTheEnded(id: string): Promise<boolean> {
    const row = await this.knex<{ id: string; token: string; holder: string | null }>("inbank_lease")
      .where({ id })
      .first()
    if (!row || row.holder === null || !hasCertainlyEnded(row.holder)) return false
    await this.knex("inbank_lease").where({ id, token: row.token }).delete()
    return true
  }
}
