/** Where the built file of a source is: Medusa 2's build keeps `src`, Medusa 1's does not. */
export function builtFrom(file: string): string {
  const script = file.replace(/\.ts$/, ".js")
  return script.startsWith("medusa-1/") ? script.replace(/^medusa-1/, "dist") : `.medusa/server/${script}`
}
