/**
 * Installs the Medusa 1 store's own packages, which our types and tests need, when its lock file is newer than they are.
 * With `--plugin` it packs this package and installs the tarball there, as a merchant would.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"

const here = dirname(fileURLToPath(import.meta.url))
const store = join(here, "store")
const quietly = ["--no-audit", "--no-fund", "--loglevel=error"]

if (changedAt(join(store, "package-lock.json")) > changedAt(join(store, "node_modules/.package-lock.json"))) {
  npm(store, "ci", ...quietly)
}
if (process.argv.includes("--plugin")) installPlugin()

function installPlugin() {
  const packed = mkdtempSync(join(tmpdir(), "inbank-tarball-"))
  try {
    npm(resolve(here, "../.."), "pack", "--ignore-scripts", "--silent", "--pack-destination", packed)
    const [tarball] = readdirSync(packed)
    npm(store, "install", "--no-save", "--no-package-lock", ...quietly, join(packed, tarball))
  } finally {
    rmSync(packed, { recursive: true, force: true })
  }
}

function npm(cwd, ...args) {
  execFileSync("npm", args, { cwd, stdio: ["ignore", "ignore", "inherit"] })
}

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
