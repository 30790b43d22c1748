/**
 * Installs the Medusa 1 store's own packages, which our types and tests need, when its lock file is newer than they are.
 * Given a packed tarball of this package it installs that there too, as a merchant would.
 */
import { execFileSync } from "node:child_process"
import { statSync } from "node:fs"
import { dirname, join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"

const store = join(dirname(fileURLToPath(import.meta.url)), "store")
const quietly = ["--no-audit", "--no-fund", "--loglevel=error"]
const [tarball] = process.argv.slice(2)

// Two at once would spoil each other's work: who is at it already is named by `.ci/run`.
while (isAlive(process.env.MEDUSA_1_INSTALLER)) await pause(200)
if (changedAt("package-lock.json") > changedAt("node_modules/.package-lock.json")) npm("ci", ...quietly)
// The lock file is read, which saves asking the registry about each package, and not written.
if (tarball) npm("install", tarball, "--no-save", "--prefer-offline", ...quietly)

function npm(...args) {
  execFileSync("npm", args, { cwd: store, stdio: ["ignore", "ignore", "inherit"] })
}

function changedAt(path) {
  return statSync(join(store, path), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function isAlive(pid) {
  try {
    return pid !== undefined && process.kill(Number(pid), 0)
  } catch {
    return false
  }
}
