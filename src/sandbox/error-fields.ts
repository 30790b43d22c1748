/**
 * A field of a thrown value. Not by `instanceof Error`: an error of Node's own is no instance of the `Error` that code
 * inside a test runner's sandbox sees.
 */
export function errorField(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined
}

/** The text of an error, without the name of its class. */
export function messageOf(error: unknown): string {
  const message = errorField(error, "message")
  return typeof message === "string" && message !== "" ? message : String(error)
}
