/** Of a machine that has much else to do. */
const PATIENCE_MS = 60_000
/** What is there soon is seen soon; who waits for long leaves the machine to what he waits for. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [25, 400]

/** Waits for what something in the background brings about: looks again and again until it is there. */
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
