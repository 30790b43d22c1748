import { running } from "../modules/inbank/running"
import type { SessionRow } from "../modules/inbank/store"
import type { Inbank } from "./inbank"

/** A page turns within a second of its order. */
const LOOK_EVERY_MS = 500
/** Whoever comes then is answered at once, as without waiting. */
const WAITING_AT_MOST = 1_000

/** One page that waits for news of a row. */
interface Waiting {
  inbank: Inbank
  id: string
  seen: number
  end: (hasNews: boolean) => void
}

const waiting = new Set<Waiting>()
let looking: NodeJS.Timeout | undefined
let isTold = false

/**
 * Waits until something is written into the row that was not there when it was read, by whichever process. One statement
 * each half second asks for all who wait: none of them holds a connection of the database.
 * @returns false when nothing was: the time is over, the page is gone, too many wait, or this process was told to end.
 */
export async function untilChanged(
  inbank: Inbank,
  row: SessionRow,
  { milliseconds, gone }: { milliseconds: number; gone: AbortSignal },
): Promise<boolean> {
  if (isTold || running.isEnding || gone.aborted || waiting.size >= WAITING_AT_MOST) return false
  return await new Promise<boolean>((resolve) => {
    const page = { inbank, id: row.id, seen: row.updated_at.getTime(), end }
    const inVain = () => end(false)
    const patience = setTimeout(inVain, milliseconds)
    gone.addEventListener("abort", inVain)
    join(page)
    function end(hasNews: boolean): void {
      clearTimeout(patience)
      gone.removeEventListener("abort", inVain)
      leave(page)
      resolve(hasNews)
    }
  })
}

function join(page: Waiting): void {
  waiting.add(page)
  if (looking) return
  looking = setInterval(() => void look(page.inbank), LOOK_EVERY_MS)
  // Medusa waits for every request that is under way, before it tells its modules that it ends. While somebody waits it
  // listens too, so that this keeps no process alive that a signal would have ended.
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, endAll)
}

function leave(page: Waiting): void {
  waiting.delete(page)
  if (waiting.size > 0) return
  clearInterval(looking)
  looking = undefined
  for (const signal of ["SIGTERM", "SIGINT"]) process.off(signal, endAll)
}

function endAll(): void {
  isTold = true
  for (const page of waiting) page.end(false)
}

/** A database that is away is asked again: each page has its time. */
async function look({ store }: Inbank): Promise<void> {
  const pages = [...waiting]
  const times = await store.sessions.updatedAt(pages.map(({ id }) => id)).catch(() => undefined)
  if (times) for (const page of pages) if (times.get(page.id) !== page.seen) page.end(true)
}
