import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { LEASE_HELD_AT_MOST_MS, LEASE_RENEWED_EVERY_MS, LEASE_SECONDS } from "../../../domain/timeouts"

/**
 * What this process holds: one statement renews all of it. A lease that ran out is lost, even if nobody has taken it: a
 * process that was stopped for that long begins again.
 */
class HeldLeases {
  private readonly since = new Map<string, number>()
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly knex: Knex) {}

  add(token: string): void {
    this.since.set(token, performance.now())
    // The timer keeps no process from ending.
    this.timer ??= setInterval(() => void this.renew(), LEASE_RENEWED_EVERY_MS).unref()
  }

  remove(token: string): void {
    this.since.delete(token)
    if (this.since.size > 0) return
    clearInterval(this.timer)
    this.timer = undefined
  }

  tokens(): string[] {
    return [...this.since.keys()]
  }

  private async renew(): Promise<void> {
    for (const [token, since] of this.since)
      if (performance.now() - since > LEASE_HELD_AT_MOST_MS) this.remove(token)
    const tokens = this.tokens()
    if (tokens.length === 0) return
    // A database that is down is asked again in five seconds; a holder asks before each act whether it still holds its
    // lease.
    await this.knex
      .raw(
        `update inbank_lease set until = now() + make_interval(secs => ?), updated_at = now()
         where token = any(?::text[]) and until > now()`,
        [LEASE_SECONDS, tokens],
      )
      .catch(() => undefined)
  }
}

const held = new WeakMap<Knex, HeldLeases>()

/** Every request makes new stores; all that is held over one connection pool is renewed together. */
export function heldOver(knex: Knex): HeldLeases {
  const known = held.get(knex)
  if (known) return known
  const made = new HeldLeases(knex)
  held.set(knex, made)
  return made
}
