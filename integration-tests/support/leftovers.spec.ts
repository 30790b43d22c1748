import { execFileSync, spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"

const LEFTOVERS = join(__dirname, "leftovers.mjs")

/** Elsewhere a process does not tell with what environment it was started. */
const onLinux = process.platform === "linux" ? it : it.skip

describe("What a test run that was killed has left", () => {
  const started: ChildProcess[] = []
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL")
  })

  function startedBy(run: string): ChildProcess {
    const child = spawn("sleep", ["60"], {
      env: { ...process.env, INBANK_TEST_RUN: run },
      detached: true,
      stdio: "ignore",
    })
    started.push(child)
    return child
  }

  onLinux("is ended by the next run of the same checkout, which leaves other checkouts' alone", async () => {
    const [left, others] = [startedBy("/checkout/one"), startedBy("/checkout/one-more")]
    const ended = once(left, "exit")
    const script = `import { killLeftovers } from ${JSON.stringify(LEFTOVERS)}; await killLeftovers("/checkout/one")`
    execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, NODE_OPTIONS: "" },
    })
    expect(await ended).toEqual([null, "SIGKILL"])
    expect([others.exitCode, others.signalCode]).toEqual([null, null])
  })
})
