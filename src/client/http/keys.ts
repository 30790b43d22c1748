const DEEPEST = 12

/**
 * The one place where snake_case (v2, and products to this day) and a capital `Message` (the API gateway) become
 * camelCase, so that later code needs only one spelling. Where both spellings are present, camelCase wins. Anything
 * nested deeper than any answer of Inbank's is dropped.
 */
export function camelCaseKeys(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value
  if (depth >= DEEPEST) return undefined
  if (Array.isArray(value)) return value.map((item) => camelCaseKeys(item, depth + 1))
  const renamed: [string, unknown][] = []
  const exact: [string, unknown][] = []
  for (const [key, inner] of Object.entries(value)) {
    const name = camelCase(key)
    const list = name === key ? exact : renamed
    list.push([name, camelCaseKeys(inner, depth + 1)])
  }
  // fromEntries defines own properties: a "__proto__" in the answer stays a harmless field.
  return Object.fromEntries([...renamed, ...exact])
}

function camelCase(key: string): string {
  const joined = key.replace(/(?<=[^_-])[_-]+([a-zA-Z0-9])/g, (_, next: string) => next.toUpperCase())
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}
