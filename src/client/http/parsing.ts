import { BigNumber } from "bignumber.js"
import { z } from "zod"

/**
 * Reads what Inbank answers: lenient in form, because v2 samples have numbers as strings, booleans as strings and
 * absent values as the word "null"; strict where money could be misread.
 */

/** Inbank's ways of saying "nothing here": missing, null, "", "null". */
function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === "string" && ["", "null"].includes(value.trim().toLowerCase())
}

/** For a value that Inbank names in two ways. */
export function firstPresent(...values: unknown[]): unknown {
  return values.find((value) => !isAbsent(value))
}

function toText(value: unknown): string | undefined {
  if (isAbsent(value)) return undefined
  if (typeof value === "string") return value.trim()
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined
}

/**
 * A number or a numeric string as a plain exact decimal: 129.9 -> "129.9", "7000.0" -> "7000". Undefined when it is
 * neither. BigNumber takes the shortest text of the number, so no float noise comes in.
 */
export function exactDecimal(value: unknown): string | undefined {
  const written = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : ""
  // Two digits of exponent at most: "1e999999999" would otherwise be written out in full.
  if (!/^[+-]?\d{1,40}(\.\d{1,40})?(e[+-]?\d{1,2})?$/i.test(written)) return undefined
  const decimal = new BigNumber(written)
  return decimal.isZero() ? "0" : decimal.toFixed()
}

/** Text that may be absent. A value of another type counts as absent. */
export const text = z.unknown().transform(toText).optional()

/** Text without which the answer is of no use. */
export const neededText = z.unknown().transform((value, context): string => {
  const read = toText(value)
  if (read !== undefined) return read
  context.addIssue({ code: "custom", message: "missing" })
  return z.NEVER
})

/** A word that may be absent, in lower case like {@link neededWord}. */
export const word = z
  .unknown()
  .transform((value) => toText(value)?.toLowerCase())
  .optional()

/** A word that decisions depend on: Inbank's capital letters make no difference. */
export const neededWord = neededText.transform((word) => word.toLowerCase())

/**
 * An amount or rate that may be absent. If it is present and unreadable, the answer is malformed: money is never
 * guessed.
 */
export const decimal = z
  .unknown()
  .transform((value, context): string | undefined => {
    if (isAbsent(value)) return undefined
    const read = exactDecimal(value)
    if (read === undefined) context.addIssue({ code: "custom", message: "not a decimal" })
    return read
  })
  .optional()

export const neededDecimal = z.unknown().transform((value, context): string => {
  const read = exactDecimal(value)
  if (read !== undefined) return read
  context.addIssue({ code: "custom", message: "not a decimal" })
  return z.NEVER
})

function toInteger(value: unknown): number | undefined {
  const read = exactDecimal(value)
  return read !== undefined && Number.isSafeInteger(Number(read)) ? Number(read) : undefined
}

export const integer = z.unknown().transform(toInteger).optional()

/** Never missing: no list is an empty list, and values that are no integers are left out. */
export const integers = z
  .unknown()
  .optional()
  .transform((value) =>
    Array.isArray(value) ? value.map(toInteger).filter((item) => item !== undefined) : [],
  )

export const texts = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value.map(toText).filter((item) => item !== undefined) : []))

/** true, false, "true", "false"; anything else counts as absent and is not guessed. */
export const boolean = z
  .unknown()
  .transform((value): boolean | undefined => {
    const word = toText(value)?.toLowerCase()
    return word === "true" ? true : word === "false" ? false : undefined
  })
  .optional()

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** Reads `{contract: {...}}` (v2) and `{...}` (v3) alike. */
export function unwrapped<Schema extends z.ZodType>(key: string, schema: Schema) {
  return z.preprocess((value) => (isRecord(value) && isRecord(value[key]) ? value[key] : value), schema)
}
