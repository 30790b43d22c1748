import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Longer than the longest single thing done under a lease; it is renewed before each. */
const LEASE_SECONDS = 90

/**
 * One holder at a time per payment collection, across processes, without holding a database lock or connection.
 * A dead holder's lease runs out.
 */
export class LeaseStore {
  constructor(private readonly knex: Knex) {}

  /** A token when the lease is ours now, else undefined. */
  async take(paymentCollectionId: string): Promise<string | undefined> {
    const token = randomUUID()
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `insert into inbank_lease (id, token, until) values (?, ?, now() + make_interval(secs => ?))
       on conflict (id) do update set token = excluded.token, until = excluded.until, updated_at = now()
       where inbank_lease.until <= now()
       returning id`,
      [paymentCollectionId, token, LEASE_SECONDS],
    )
    return rows.length > 0 ? token : undefined
  }

  /** Tries until the lease is ours or the time is over. Polls, so that no connection is held while waiting. */
  async takeWithin(paymentCollectionId: string, milliseconds: number): Promise<string | undefined> {
    const deadline = Date.now() + milliseconds
    for (let pause = 50; ; pause = Math.min(pause * 1.5, 500)) {
      const token = await this.take(paymentCollectionId)
      if (token !== undefined || Date.now() >= deadline) return token
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  /** Starts the lease's time anew. False when it ran out and somebody else has it: then nothing more may be done. */
  async renew(paymentCollectionId: string, token: string): Promise<boolean> {
    const { rows } = await this.knex.raw<{ rows: unknown[] }>(
      `update inbank_lease set until = now() + make_interval(secs => ?), updated_at = now()
       where id = ? and token = ? returning id`,
      [LEASE_SECONDS, paymentCollectionId, token],
    )
    return rows.length > 0
  }

  /** Frees the lease if it is still ours. */
  async free(paymentCollectionId: string, token: string): Promise<void> {
    await this.knex("inbank_lease").where({ id: paymentCollectionId, token }).delete()
  }

  /** Removes leases that died with their holders. */
  async prune(): Promise<void> {
    await this.knex.raw("delete from inbank_lease where until < now() - interval '1 day'")
  }
}
