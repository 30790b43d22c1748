import { randomUUID } from "node:crypto"
import { readFileSync, readlinkSync } from "node:fs"
import { types } from "node:util"

/**
 * One run of one process: the holder of a lease. It is written with the lease, so that another process can tell when
 * the holder is gone. On Linux `machine` names the kernel's boot and the process's namespace, whatever the host is
 * called, and `start` is the time that the kernel gives the process
 * (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html), so that a reused process number is recognised.
 * Elsewhere both are random: a holder never counts as gone, and leases run out.
 */
export interface Boot {
  machine: string
  pid: number
  start: string
}

/** The place of that field among the fields after the state. */
const STARTED = 19

export const THIS_BOOT: Boot = thisBoot()

export function bootText({ machine, pid, start }: Boot): string {
  return `${machine} ${pid} ${start}`
}

/** True only when that process ran on this machine and has certainly ended. */
export function hasCertainlyEnded(text: string): boolean {
  const [machine, pid, start] = text.split(" ")
  if (machine !== THIS_BOOT.machine || start === undefined || !/^[1-9]\d*$/.test(pid ?? "")) return false
  const now = startOf(Number(pid))
  return now === "none" || (now !== "unknown" && now !== start)
}

function thisBoot(): Boot {
  const start = startOf(process.pid)
  try {
    const kernel = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
    const namespace = readlinkSync("/proc/self/ns/pid")
    if (start !== "none" && start !== "unknown")
      return { machine: `${kernel}/${namespace}`, pid: process.pid, start }
  } catch {
    // Not Linux, or a /proc that shows nothing.
  }
  return { machine: randomUUID(), pid: process.pid, start: randomUUID() }
}

/**
 * When the kernel started the process of this number, in its ticks; `none` when there is no such process, or a dead
 * one.
 */
function startOf(pid: number): string {
  const stat = statOf(pid)
  // The name is in brackets and may contain anything: the counted fields come after it.
  const [state, ...rest] = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? []
  if (state === "Z" || state === "X") return "none"
  return rest[STARTED - 1] ?? (isThere(pid) ? "unknown" : "none")
}

function statOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
  } catch {
    return undefined
  }
}

/** Asks the kernel, which does not hide a process from this question as /proc may (`hidepid`). */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return !(types.isNativeError(error) && "code" in error && error.code === "ESRCH")
  }
}
