import { createHash } from "node:crypto"
import { LRUCache } from "lru-cache"
import type { SignedMessage } from "./signature"
import { SESSION_GRAPH, sessionStatus, takesBack } from "../session/lifecycle"

const REMEMBERED_AT_MOST = 10_000
const REMEMBERED_FOR_MS = 24 * 3_600_000
const AGAIN_AFTER_MS = 60_000

interface Heard {
  /** When the message was first heard, by the database's clock. */
  first: Promise<Date | undefined>
  /** When it was last stored and not only answered, by this process's clock. */
  lastAt: number
}

/**
 * Signed messages that were handled before. The same message again (Inbank repeats itself, or a visitor sends what
 * their own browser carried) tells nothing new: what it announces had happened before it was first heard. Each process
 * remembers its own.
 */
export class HeardCallbacks {
  private readonly heard = new LRUCache<string, Heard>({ max: REMEMBERED_AT_MOST, ttl: REMEMBERED_FOR_MS })

  /** Whether the message was handled for any session. */
  has(signed: SignedMessage): boolean {
    return this.heard.has(keyOf(signed))
  }

  /** Whether the message was handled for this target within the last minute: then it only needs an answer. */
  async wasJustHandled(signed: SignedMessage, target: string): Promise<boolean> {
    const known = this.heard.get(keyOf(signed, target))
    return (
      known !== undefined && Date.now() - known.lastAt < AGAIN_AFTER_MS && (await known.first) !== undefined
    )
  }

  /**
   * Handles a message once for all who send the same message at the same time.
   * @param store stores it. If the message was heard before, `store` is given the time when it was first heard (see
   * `isNews`).
   * @returns whether there is a session to handle it for.
   */
  async handle(
    signed: SignedMessage,
    target: string,
    store: (firstHeard?: Date) => Promise<Date | undefined>,
  ): Promise<boolean> {
    const key = keyOf(signed, target)
    const known = this.heard.get(key)
    if (!known) return await this.handleFirst(key, signed, store())
    const first = await known.first
    if (!first) return false
    if (Date.now() - known.lastAt >= AGAIN_AFTER_MS) {
      known.lastAt = Date.now()
      await store(first)
    }
    return true
  }

  private async handleFirst(
    key: string,
    signed: SignedMessage,
    first: Promise<Date | undefined>,
  ): Promise<boolean> {
    this.heard.set(key, { first, lastAt: Date.now() })
    const forget = () => this.heard.delete(key)
    const storedAt = await first.catch((error: unknown) => {
      forget()
      throw error
    })
    if (storedAt) this.heard.set(keyOf(signed), { first, lastAt: Date.now() })
    else forget()
    return storedAt !== undefined
  }
}

/**
 * Whether a message that was heard before may tell something that its session's row does not show. Inbank was asked
 * since, so what it announces is seen, unless Inbank's answers come later than its calls (UNKNOWN): then the row shows
 * another word.
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
function keyOf({ hmac, timestamp, message }: SignedMessage, target?: string): string {
  return createHash("sha256")
    .update(JSON.stringify([hmac, timestamp, message, target]))
    .digest("base64")
}
