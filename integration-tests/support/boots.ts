import { appendFile } from "node:fs/promises"

/**
 * A store of this kind answers: what it took since then, by `performance.now()`. Suites run in processes of their own, so it
 * goes over a file, which `times-reporter.js` reads; where nobody counts there is none.
 */
export async function recordBoot(of: string, began: number): Promise<void> {
  const { BOOTS_FILE } = process.env
  if (BOOTS_FILE === undefined) return
  await appendFile(BOOTS_FILE, `${JSON.stringify({ of, seconds: (performance.now() - began) / 1000 })}\n`)
}
