/** Stryker: docs/mutations.md. It works on a copy of the repository in the system's folder for temporary files. */
import { tmpdir } from "node:os"
import { join } from "node:path"
import PARTS from "./parts.js"

const part = process.env.MUTATED_PART

export default {
  testRunner: "jest",
  // Types are not checked: no test kills a mutant that only the compiler refuses.
  mutate: PARTS[part].mutate,
  jest: { configFile: "mutations/jest.config.js", enableFindRelatedTests: true },
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 20_000,
  ignoreStatic: true,
  // Jest transpiles with SWC; Stryker would need TypeScript only for this.
  tsconfigFile: "none",
  tempDirName: join(tmpdir(), "inbank-mutants"),
  ignorePatterns: [
    ".medusa",
    "dist",
    "bench/results",
    "integration-tests/medusa-1/store",
    "demo/store/.medusa",
  ],
  reporters: ["clear-text", "progress-append-only", "html", "json"],
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: true },
  htmlReporter: { fileName: `node_modules/.cache/mutations/${part}.html` },
  jsonReporter: { fileName: `node_modules/.cache/mutations/${part}.json` },
  incremental: true,
  incrementalFile: `node_modules/.cache/mutations/${part}.incremental.json`,
}
