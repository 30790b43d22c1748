import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { ROOT } from "../test-kit/medusa"
import * as writtenParts from "../test-kit/written-parts"

/** Puts text into its part of docs/performance.md. */
export async function writeInto(name: "targets" | "speed" | "scale", text: string): Promise<void> {
  await writtenParts.writeInto({ page: "docs/performance.md", name, command: "npm run bench" }, text)
}

export async function writeImage(name: string, svg: string): Promise<void> {
  await writeFile(join(ROOT, "docs/images", name), svg)
}
