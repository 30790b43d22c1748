import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { z } from "zod"
import { mustRun } from "./commands"

const REPOSITORY = resolve(__dirname, "../..")

/** What each Medusa reads of the package. */
const BUILT = [".medusa/server/src", "dist/services"]

/** `npm pack` of the built plugin: what would be published. */
export async function pack(into: string): Promise<string> {
  for (const folder of BUILT) {
    await readdir(join(REPOSITORY, folder)).catch(() => {
      throw new Error(`${folder} is not built: \`npm run build\` and \`npm run build:medusa-1\` first`)
    })
  }
  // No scripts: a build of its own would take the plugin away under other tests' feet.
  const args = ["pack", "--ignore-scripts", "--pack-destination", into]
  await mustRun({ command: "npm", args, cwd: REPOSITORY })
  const tarball = (await readdir(into)).find((file) => file.endsWith(".tgz"))
  if (!tarball) throw new Error("npm pack made no tarball")
  return join(into, tarball)
}

/** As npm writes it down for a package that was installed from a file. */
export async function integrityOf(tarball: string): Promise<string> {
  return `sha512-${createHash("sha512")
    .update(await readFile(tarball))
    .digest("base64")}`
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ version: z.string().optional(), integrity: z.string().optional() }),
  ),
})

export type Packages = Record<string, { version?: string; integrity?: string }>

/** Every package of a store by its place there, such as `node_modules/express`: what npm has installed. */
export async function installedPackages(store: string): Promise<Packages> {
  return await packagesIn(join(store, "node_modules/.package-lock.json"))
}

/** What the store's own lock file asks for. */
export async function lockedPackages(store: string): Promise<Packages> {
  return await packagesIn(join(store, "package-lock.json"))
}

async function packagesIn(lockFile: string): Promise<Packages> {
  return lockSchema.parse(JSON.parse(await readFile(lockFile, "utf8"))).packages
}
