import { plainText } from "../client"

/** An id in an address, given once. PostgreSQL refuses to search for a text with a zero character in it. */
export function isPlain(value: unknown): value is string {
  return typeof value === "string" && value === plainText(value)
}
