import { createHash } from "node:crypto"
import { LRUCache } from "lru-cache"
import type { SignedMessage } from "./callback-signature"

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
  private readonly messages = new LRUCache<string, true>({ max: REMEMBERED_AT_MOST, ttl: REMEMBERED_FOR_MS })

  /** Whether the message has rung somebody, whoever that was. */
  has(signed: SignedMessage): boolean {
    return this.messages.has(keyOf(signed))
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
   * @param store stores the ring. Given when the message was first heard, it may leave a session be that was looked at since:
   * that look has seen what the message announces. @returns when it rang; nothing when there is nobody to ring.
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
    if (rang) this.messages.set(keyOf(signed), true)
    else forget()
    return rang !== undefined
  }
}

/** Short, whatever is sent; neither signature nor token is kept. */
function keyOf({ hmac, timestamp, message }: SignedMessage, bell?: string): string {
  return createHash("sha256")
    .update(JSON.stringify([hmac, timestamp, message, bell]))
    .digest("base64")
}
