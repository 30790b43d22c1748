/** Of a machine that has much else to do. */
const PATIENCE_MS = 60_000

/** Waits for what something in the background brings about: looks again and again until it is there. */
export async function eventually<T>(
  look: () => Promise<T>,
  isThere: (found: T) => boolean,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const found = await look()
    if (isThere(found)) return found
    if (Date.now() > deadline)
      throw new Error(`waited in vain for ${what}; last seen: ${JSON.stringify(found)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
