import { createHash } from "node:crypto"
import { LRUCache } from "lru-cache"
import type { SignedMessage } from "./signature"
import { SESSION_GRAPH, sessionStatus, takesBack } from "../session/lifecycle"

const REMEMBERED_AT_MOST = 10_000
const REMEMBERED_FOR_MS = 24 * 3_600_000
const AGAIN_AFTER_MS = 60_000

interface Heard {
  /** When the message first rang, by the database's clock. */
  first: Promise<Date | undefined>
  /** When it last did more than be answered, by this process's clock. */
  lastAt: number
}

/**
 * Signed messages that have rung already. The same one again (Inbank repeats itself, or a visitor sends what his own browser
 * carried) tells nothing new: what it announces had happened before it was first heard. Each process remembers its own.
 */
export class HeardCallbacks {
  private readonly heard = new LRUCache<string, Heard>({ max: REMEMBERED_AT_MOST, ttl: REMEMBERED_FOR_MS })

  /** Whether the message has rung somebody, whoever that was. */
  has(signed: SignedMessage): boolean {
    return this.heard.has(keyOf(signed))
  }

  /** Whether the message has rung this bell within the last minute: then there is nothing to do but answer. */
  async hasJustRung(signed: SignedMessage, bell: string): Promise<boolean> {
    const known = this.heard.get(keyOf(signed, bell))
    return (
      known !== undefined && Date.now() - known.lastAt < AGAIN_AFTER_MS && (await known.first) !== undefined
    )
  }

  /**
   * Rings, once for all who send the same message at the same time.
   * @param store stores the ring, and is told when the message was first heard, if it was before (see `isNews`).
   * @returns whether there is somebody to ring.
   */
  async ring(
    signed: SignedMessage,
    bell: string,
    store: (firstHeard?: Date) => Promise<Date | undefined>,
  ): Promise<boolean> {
    const key = keyOf(signed, bell)
    const known = this.heard.get(key)
    if (!known) return await this.ringFirst(key, signed, store())
    const first = await known.first
    if (!first) return false
    if (Date.now() - known.lastAt >= AGAIN_AFTER_MS) {
      known.lastAt = Date.now()
      await store(first)
    }
    return true
  }

  private async ringFirst(
    key: string,
    signed: SignedMessage,
    first: Promise<Date | undefined>,
  ): Promise<boolean> {
    this.heard.set(key, { first, lastAt: Date.now() })
    const forget = () => this.heard.delete(key)
    const rang = await first.catch((error: unknown) => {
      forget()
      throw error
    })
    if (rang) this.heard.set(keyOf(signed), { first, lastAt: Date.now() })
    else forget()
    return rang !== undefined
  }
}

/**
 * Whether a message that was heard before may tell something that its session's row does not show. Inbank was asked since, so
 * what it announces is seen, unless Inbank's answers lag behind its calls (UNKNOWN): then the row shows another word.
 */
export function isNews(
  row: { checked_at: Date | null; session_status: string | null },
  said: string | undefined,
  firstHeard: Date,
): boolean {
  if (row.checked_at === null || row.checked_at <= firstHeard) return true
  const announced = sessionStatus(said)
  if (announced === "unknown" || announced === row.session_status) return false
  return !takesBack(SESSION_GRAPH, row.session_status, announced)
}

/** Short, whatever is sent; neither signature nor token is kept. */
function keyOf({ hmac, timestamp, message }: SignedMessage, bell?: string): string {
  return createHash("sha256")
    .update(JSON.stringify([hmac, timestamp, message, bell]))
    .digest("base64")
}
