import { z } from "zod"
import { boolean, decimal, isRecord } from "../http/parsing"

/** What may be changed about a contract. */
export interface ChangeOptions {
  /** Absent when Inbank's answer names no partial return that we recognise: this does not mean "no". */
  partialReturn?: PartialReturnOption
}

export interface PartialReturnOption {
  allowed?: boolean
  /** Major units as exact decimal strings. */
  minAmount?: string
  maxAmount?: string
}

/**
 * Only `options` around it was SEEN; every field inside is UNKNOWN. So it is read in any likely form: an object or a
 * list, with an entry that is named or typed `partialReturn`, `partial_return` or `PARTIAL_RETURN`.
 */
function partialReturnIn(answer: unknown): unknown {
  const options = isRecord(answer) && "options" in answer ? answer["options"] : answer
  if (Array.isArray(options)) return options.find(isTypedPartialReturn)
  if (!isRecord(options)) return undefined
  const named = Object.entries(options).find(([name]) => isPartialReturn(name))
  if (named !== undefined) return named[1]
  return [options, ...Object.values(options)].find(isTypedPartialReturn)
}

function isTypedPartialReturn(entry: unknown): boolean {
  if (!isRecord(entry)) return isPartialReturn(entry)
  return ["type", "name", "code"].some((field) => isPartialReturn(entry[field]))
}

function isPartialReturn(name: unknown): boolean {
  return typeof name === "string" && plain(name) === "partialreturn"
}

/** Makes the spellings of a name equal: minReturnAmount, MIN_RETURN_AMOUNT and min-return-amount. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "")
}

const ALLOWED = /^(is)?(allowed|available|possible)$/
/** Narrow on purpose: a `minMonthlyAmount` must not count as the smallest return. */
const BOUND = {
  minAmount: /^(return)?(amount)?(range)?min(imum)?(return)?(amount)?$/,
  maxAmount: /^(return)?(amount)?(range)?max(imum)?(return)?(amount)?$/,
}

/** The fields of an entry by plain name; `amountRange: { min }` reads as `amountRangeMin`. */
function fieldsOf(entry: Record<string, unknown>, prefix = ""): [string, unknown][] {
  return Object.entries(entry).flatMap(([name, value]): [string, unknown][] => {
    const field = prefix + plain(name)
    const isBound = Object.values(BOUND).some((bound) => bound.test(field))
    return isRecord(value) && !isBound ? fieldsOf(value, field) : [[field, value]]
  })
}

function collected(answer: unknown): unknown {
  const entry = partialReturnIn(answer)
  if (entry === undefined || entry === null) return {}
  const fields: [string, unknown][] = isRecord(entry) ? fieldsOf(entry) : [["allowed", entry]]
  const matching = (pattern: RegExp): unknown[] =>
    fields.filter(([name]) => pattern.test(name)).map(([, value]) => value)
  return {
    partialReturn: {
      allowed: matching(ALLOWED),
      minAmount: matching(BOUND.minAmount),
      maxAmount: matching(BOUND.maxAmount),
    },
  }
}

/** If one field says no, the answer is no. */
const allOf = z.array(boolean).transform((answers) => {
  const said = answers.filter((answer) => answer !== undefined)
  return said.length === 0 ? undefined : !said.includes(false)
})

/** Two fields that look like the same bound must agree: money is never guessed. */
const oneDecimal = z.array(decimal).transform((amounts, context): string | undefined => {
  const [amount, ...others] = new Set(amounts.filter((one) => one !== undefined))
  if (others.length === 0) return amount
  context.addIssue({ code: "custom", message: "is said in two ways" })
  return z.NEVER
})

export const changeOptionsAnswer = z.preprocess(
  collected,
  z.object({
    partialReturn: z.object({ allowed: allOf, minAmount: oneDecimal, maxAmount: oneDecimal }).optional(),
  }),
)
