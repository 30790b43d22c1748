import { readdir, readFile } from "node:fs/promises"

/** The environment variable by which a run knows its own among all processes. */
export const OF_RUN = "INBANK_TEST_RUN"

/**
 * Kills what a run has started and left. Stores and databases are process groups of their own, so that a test can kill one
 * whole; whoever kills the run itself leaves them behind. On Linux: elsewhere nobody can tell whose they are.
 */
export async function killLeftovers(run) {
  for (const entry of await readdir("/proc").catch(() => [])) {
    const pid = Number(entry)
    if (!Number.isInteger(pid) || pid === process.pid) continue
    // It may have ended since it was listed, or be another account's.
    const environment = await readFile(`/proc/${entry}/environ`, "utf8").catch(() => "")
    if (environment.split("\0").includes(`${OF_RUN}=${run}`)) kill(pid)
  }
}

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL")
  } catch (error) {
    if (error.code !== "ESRCH") throw error
  }
}
