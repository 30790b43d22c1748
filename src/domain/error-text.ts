/**
 * The text of an error for a line of the log. Medusa's workflows also throw plain objects, as they store them between
 * two steps: `String` gives "[object Object]" for those.
 */
export function errorText(error: unknown): string {
  if (error instanceof Error || typeof error !== "object" || error === null) return String(error)
  if (!("message" in error) || typeof error.message !== "string") return "an error without a message"
  return "type" in error && typeof error.type === "string" ? `${error.type}: ${error.message}` : error.message
}
