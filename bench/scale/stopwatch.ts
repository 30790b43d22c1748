/** Times of one operation, in milliseconds. */
export interface Times {
  median: number
  p95: number
  worst: number
}

export function summary(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  return { median: at(0.5), p95: at(0.95), worst: at(1) }
}

/** Runs the operation once for each given value, one after the other. The first few, which warm up, do not count. */
export async function timed<T>(
  things: readonly T[],
  act: (thing: T) => Promise<unknown>,
  warmUp = 3,
): Promise<Times> {
  const times: number[] = []
  for (const thing of things) {
    const began = performance.now()
    await act(thing)
    times.push(performance.now() - began)
  }
  return summary(times.slice(warmUp))
}
