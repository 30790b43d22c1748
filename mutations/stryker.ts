import { spawn } from "node:child_process"
import { ROOT } from "../test-kit/medusa"

/** Pinned here and not in devDependencies: every `npm ci` would install what is rarely used (docs/dependencies.md). */
const PACKAGES = ["@stryker-mutator/core@9.6.1", "@stryker-mutator/jest-runner@9.6.1"]

/**
 * Runs Stryker on a part, with its own suites. @returns its exit code: not zero when it could not run, whatever the
 * score.
 */
export async function runStryker(part: "options" | "domain" | "client"): Promise<number> {
  const packages = PACKAGES.map((each) => `--package=${each}`)
  const args = ["exec", "--yes", ...packages, "--", "stryker", "run", "mutations/stryker.config.mjs"]
  const child = spawn("npm", args, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, MUTATED_PART: part },
  })
  // A terminal's Ctrl-C reaches Stryker too: this process waits for its end.
  process.on("SIGINT", () => undefined)
  return await new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)))
}
