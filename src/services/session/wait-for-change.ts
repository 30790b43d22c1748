import { running } from "../../modules/inbank/running"
import type { SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { LONG_POLL_EVERY_MS } from "../../domain/timeouts"

/** Beyond these limits a page is answered at once, as without waiting. One purchase cannot take all places. */
const [WAITING_AT_MOST, OF_ONE_PURCHASE] = [1_000, 50]

/** One page that waits for news of a row. */
interface Waiting {
  plugin: PluginContext
  id: string
  seen: number
  end: (hasNews: boolean) => void
}

const SIGNALS = ["SIGTERM", "SIGINT"] as const

const waiting = new Set<Waiting>()
let isPolling = false
/** A signal has come: Medusa waits for every running request, and informs its modules only then. */
let isToldToEnd = false

/**
 * Waits until any process writes something new into the row since it was read. One statement each half second asks for
 * all who wait: none of them holds a database connection.
 * @returns false when nothing was written: the time is over, the page is gone, too many wait, or this process must end.
 */
export async function untilChanged(
  plugin: PluginContext,
  row: SessionRow,
  { milliseconds, gone }: { milliseconds: number; gone: AbortSignal },
): Promise<boolean> {
  if (milliseconds <= 0 || gone.aborted || isToldToEnd || running.isEnding || !hasRoom(row.id)) return false
  return await new Promise<boolean>((resolve) => {
    const page = { plugin, id: row.id, seen: row.updated_at.getTime(), end }
    const inVain = () => end(false)
    const patience = setTimeout(inVain, milliseconds)
    gone.addEventListener("abort", inVain)
    waiting.add(page)
    void poll()
    function end(hasNews: boolean): void {
      clearTimeout(patience)
      gone.removeEventListener("abort", inVain)
      waiting.delete(page)
      resolve(hasNews)
    }
  })
}

function hasRoom(id: string): boolean {
  return (
    waiting.size < WAITING_AT_MOST && [...waiting].filter((page) => page.id === id).length < OF_ONE_PURCHASE
  )
}

/** Polls as long as somebody waits, and never twice at the same time: a slow database does not get more queries. */
async function poll(): Promise<void> {
  if (isPolling) return
  isPolling = true
  // Medusa listens too while it answers requests: this keeps no process alive that a signal would have ended.
  for (const signal of SIGNALS) process.on(signal, endAll)
  for (let [page] = waiting; page; [page] = waiting) {
    await new Promise((resolve) => setTimeout(resolve, LONG_POLL_EVERY_MS))
    await endThoseWithNews(page.plugin)
  }
  for (const signal of SIGNALS) process.off(signal, endAll)
  isPolling = false
}

/** A database that is down is asked again: each page has its time. */
async function endThoseWithNews({ store }: PluginContext): Promise<void> {
  const pages = [...waiting]
  const times = await store.sessions.updatedAt(pages.map(({ id }) => id)).catch(() => undefined)
  if (times) for (const page of pages) if (times.get(page.id) !== page.seen) page.end(true)
}

function endAll(): void {
  isToldToEnd = true
  for (const page of waiting) page.end(false)
}
