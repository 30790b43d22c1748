import { spawnSync } from "node:child_process"
import { parseArgs } from "node:util"

/**
 * npm run test:faults: the whole suite. With --minutes N: what only repeats, which is random interleavings for so long and
 * more of stores that are killed and of two that work side by side; --seed and --path play again what an earlier run has
 * printed.
 */
const { values } = parseArgs({
  options: { minutes: { type: "string" }, seed: { type: "string" }, path: { type: "string" } },
})
const { minutes, seed, path } = values
if (minutes !== undefined && !(Number(minutes) > 0)) throw new Error("--minutes must be a number above 0")

const args = ["run", "jest", "--", "--selectProjects", "faults"]
if (seed !== undefined || path !== undefined) args.push("--testPathPatterns", "interleavings")
else if (minutes !== undefined) args.push("--testPathPatterns", "interleavings|/kill\\.spec|two-processes")

const { status } = spawnSync("npm", args, {
  stdio: "inherit",
  env: {
    ...process.env,
    ...(minutes !== undefined && { FAULTS_MINUTES: minutes }),
    ...(seed !== undefined && { FAULTS_SEED: seed }),
    ...(path !== undefined && { FAULTS_PATH: path }),
  },
})
process.exit(status ?? 1)
