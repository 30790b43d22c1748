import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { bootText, hasCertainlyEnded, THIS_BOOT } from "../boot"

/** As the kernel tells it: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, field 22. */
const startOf = (pid: number) =>
  readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19] ?? ""

const onLinux = process.platform === "linux" ? describe : describe.skip

onLinux("Whether the holder of a lease has certainly ended", () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"])
  const pid = child.pid ?? 0
  const alive = () => bootText({ ...THIS_BOOT, pid, start: startOf(pid) })

  afterAll(() => void child.kill("SIGKILL"))

  it("it has not while its process lives, whoever asks", () => {
    expect(hasCertainlyEnded(alive())).toBe(false)
    expect(hasCertainlyEnded(bootText(THIS_BOOT))).toBe(false)
  })

  it("it has when another process was given its number since", () => {
    expect(hasCertainlyEnded(bootText({ ...THIS_BOOT, pid, start: "1" }))).toBe(true)
  })

  it("nobody can tell of another machine, of an earlier version's lease, or of what we never wrote", () => {
    expect(hasCertainlyEnded(bootText({ ...THIS_BOOT, machine: "another", pid: 1, start: "1" }))).toBe(false)
    for (const text of [
      "",
      "x",
      `${THIS_BOOT.machine} 0 1`,
      `${THIS_BOOT.machine} -1 1`,
      `${THIS_BOOT.machine} 1`,
    ])
      expect(hasCertainlyEnded(text)).toBe(false)
  })

  it("it has as soon as its process is gone", async () => {
    const text = alive()
    const gone = once(child, "exit")
    child.kill("SIGKILL")
    await gone
    expect(hasCertainlyEnded(text)).toBe(true)
  })
})
