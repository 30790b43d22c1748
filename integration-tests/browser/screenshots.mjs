import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { findChromium } from "../../test-kit/chromium.mjs"

/** npm run screenshots: with the Chromium that the browser tests would take. */
const script = join(fileURLToPath(import.meta.url), "../screenshots.ts")
const args = ["-r", "ts-node/register/transpile-only", script, ...process.argv.slice(2)]
const env = { ...process.env, ...(await findChromium()) }
process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit", env }).status ?? 1
