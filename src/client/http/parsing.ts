import { BigNumber } from "bignumber.js"
import { z } from "zod"

/**
 * Reading what Inbank answers: generous in form, since v2 samples hold numbers as strings, booleans as strings and
 * absent values as the word "null"; strict where money would be misread.
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

/** Text that may be absent. Another type than text is as good as absent. */
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

/** A word that the shop decides by: how Inbank spells it, in capitals or not, decides nothing. */
export const neededWord = neededText.transform((word) => word.toLowerCase())

/** An amount or rate that may be absent. If present and unreadable the answer is malformed: money is never guessed. */
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

/** Never missing: no list is an empty list, and what is no integer is left out. */
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

/** true, false, "true", "false"; anything else is absent rather than guessed. */
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

/** `{contract: {...}}` (v2) and `{...}` (v3) read alike. */
export function unwrapped<Schema extends z.ZodType>(key: string, schema: Schema) {
  return z.preprocess((value) => (isRecord(value) && isRecord(value[key]) ? value[key] : value), schema)
}
