import { exactDecimal } from "./parsing"

/** Why a request cannot be written; contains the field's name and never its value. */
export class NotWritable extends Error {}

/**
 * An amount in major units as the JSON number that Inbank expects.
 *
 * @throws NotWritable when the number on the wire would not equal the decimal string exactly.
 */
export function writeAmount(field: string, amount: string): number {
  const number = Number(amount)
  if (!/^\d+(\.\d+)?$/.test(amount) || exactDecimal(amount) !== exactDecimal(number)) {
    throw new NotWritable(`${field} is not an amount like 129.90`)
  }
  return number
}

/** @throws NotWritable. JSON would silently turn NaN into null. */
export function writeInteger(field: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new NotWritable(`${field} is not a whole number`)
  return value
}

/** ISO 8601 with offset and without milliseconds, as in Inbank's examples: 2021-02-17T09:10:00+00:00. */
export function writeTime(field: string, time: Date): string {
  const year = time.getUTCFullYear()
  if (!(year >= 1970 && year <= 9999)) throw new NotWritable(`${field} is not a time`)
  return `${time.toISOString().slice(0, 19)}+00:00`
}

/** False for an optional text that is empty: then nothing is written instead of an empty string. */
export function isFilled(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== ""
}
