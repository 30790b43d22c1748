import { spawnSync } from "node:child_process"
import { createServer } from "node:net"
import { mkdir, readFile, rm, stat, statfs, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { findChromium } from "../../test-kit/chromium.mjs"

const OTHERS_MAY_ENTER = 0o001

const NEEDED = {
  /** Copies of a database, a bare store's packages and two Medusas take so much at the same time. */
  gigabytes: 4,
  /** Where nobody may listen: the tests' Inbank that cannot be reached. */
  silentPort: 9,
}

/**
 * Looks whether this machine has what the tests need, before anything is started.
 * @param root the checkout
 * @param later is given what has to be undone when the tests have ended
 * @param needed what the tests need; a test of this function asks for something else
 * @returns environment variables for the tests
 * @throws {Error} one sentence that says what to do
 */
export async function beReady(root, later, needed = NEEDED) {
  for (const folder of [root, tmpdir()]) await refuseFullDisk(folder, needed.gigabytes)
  await refuseTakenPort(needed.silentPort)
  await refuseClosedFolder(root)
  const chromium = await findChromium()
  await refuseSecondRun(root, later)
  if (!hasRedis())
    process.stderr.write(
      "No redis-server was found: the tests that share a Redis are skipped. Install it (Debian: apt-get install " +
        "redis-server; macOS: brew install redis) or name it in REDIS_SERVER_PATH.\n",
    )
  return chromium
}

async function refuseFullDisk(folder, gigabytes) {
  const { bavail, bsize } = await statfs(folder)
  const free = (bavail * bsize) / 1e9
  if (free < gigabytes)
    throw new Error(
      `${folder} has ${free.toFixed(1)} GB left, and the tests need ${gigabytes} GB: make room` +
        (folder === tmpdir() ? ", or name another folder in TMPDIR." : "."),
    )
}

/** PostgreSQL refuses to run as root, and then runs as the account "postgres": out of our node_modules. */
async function refuseClosedFolder(root) {
  if (process.getuid?.() !== 0) return
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder)) {
    const { mode } = await stat(folder)
    if ((mode & OTHERS_MAY_ENTER) === 0)
      throw new Error(
        `${folder} is closed to other accounts, and the tests' PostgreSQL, which does not run as root, is started from ` +
          "there: clone to a folder that all may enter, or run the tests as another account.",
      )
  }
}

async function refuseTakenPort(port) {
  const isFree = await new Promise((resolve) => {
    const probe = createServer()
    // Ports below 1024 may be kept for root: whoever may not listen there finds nobody listening either.
    probe.once("error", ({ code }) => resolve(code === "EACCES"))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
  })
  if (!isFree)
    throw new Error(
      `Somebody listens at 127.0.0.1:${port}, where the tests need nobody: end that service, and try again.`,
    )
}

/** Two runs would build, pack and install over each other in one checkout. */
async function refuseSecondRun(root, later) {
  const folder = join(root, ".medusa")
  const file = join(folder, "test-run.pid")
  await mkdir(folder, { recursive: true })
  const mine = () => writeFile(file, String(process.pid), { flag: "wx" })
  try {
    await mine()
  } catch (error) {
    if (error.code !== "EEXIST") throw error
    const pid = Number(await readFile(file, "utf8"))
    if (isAlive(pid))
      throw new Error(
        `Tests run in this checkout already, as process ${pid}: wait for its end, or take another checkout.`,
        { cause: error },
      )
    await rm(file)
    await mine()
  }
  later(() => rm(file, { force: true }))
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch {
    return false
  }
}

function hasRedis() {
  return spawnSync(process.env.REDIS_SERVER_PATH ?? "redis-server", ["--version"]).error === undefined
}
