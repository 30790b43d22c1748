import type { z } from "zod"

/** Something given to the sandbox makes no sense; the message says what. */
export class NotValid extends Error {
  override readonly name = "NotValid"
}

/** Reads what came from outside, or throws one sentence that names every wrong field. */
export function parse<Parsed>(schema: z.ZodType<Parsed>, value: unknown, what: string): Parsed {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  )
  throw new NotValid(`This is no ${what}: ${faults.join("; ")}.`)
}
