const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Reads a Retry-After header, seconds or HTTP-date, as milliseconds from now: never negative, and at most one day, so
 * that a nonsense value cannot stop a caller forever. Absent when there is none or it cannot be read.
 */
export function readRetryAfter(header: string | null, now: number = Date.now()): number | undefined {
  const value = header?.trim() ?? ""
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, DAY_MS)
  // Date.parse alone would also take "5" or "2.5" for a date.
  if (!/^[A-Za-z]{3,9},? /.test(value)) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), DAY_MS)
}
