/**
 * What a line of the log says of an error. Medusa's workflows throw plain objects too, as they store them between two
 * steps: `String` says "[object Object]" of those.
 */
export function errorText(error: unknown): string {
  if (error instanceof Error || typeof error !== "object" || error === null) return String(error)
  if (!("message" in error) || typeof error.message !== "string") return "an error without a message"
  return "type" in error && typeof error.type === "string" ? `${error.type}: ${error.message}` : error.message
}
