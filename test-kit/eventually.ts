/** For a machine that is busy with other work. */
const PATIENCE_MS = 60_000
/**
 * Short pauses at first, so that a quick result is seen soon; then longer ones, so that the waiting takes little of the
 * machine.
 */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [25, 400]

/** Waits for the result of background work: checks again and again until it is there. */
export async function eventually<T>(
  look: () => Promise<T>,
  isThere: (found: T) => boolean,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs
  let pause = FIRST_PAUSE_MS
  for (;;) {
    const found = await look()
    if (isThere(found)) return found
    if (Date.now() > deadline)
      throw new Error(`waited in vain for ${what}; last seen: ${JSON.stringify(found)}`)
    await new Promise((resolve) => setTimeout(resolve, pause))
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)
  }
}
