import type { MedusaContainer } from "@medusajs/framework/types"
import pTimeout from "p-timeout"
import { errorText } from "../../domain/error-text"
import { running } from "../../modules/inbank/running"
import { pluginContext } from "../context"
import { sweep } from "./sweep"
import { warnOnceAMinute } from "../warn-once-a-minute"
import { SWEEP_AFTER_START_MS, SWEEP_HANGS_MS, SWEEP_PAUSE_MS } from "../../domain/timeouts"

/** Medusa's development server restarts the application in one process: the sweeper of the previous start ends. */
let newest = 0

/**
 * Sweeps in this process, from its start until it ends: what the previous process left is taken up at once. `medusa
 * exec` starts the application too, and ends as soon as its script does: it sweeps nothing (it sets this variable for
 * itself).
 */
export function startSweeper(container: MedusaContainer): void {
  if (process.env.MEDUSA_WORKER_MODE === "server") return
  newest += 1
  void run(container, newest)
}

async function run(container: MedusaContainer, mine: number): Promise<void> {
  const goesOn = () => mine === newest && !running.isEnding
  await pause(SWEEP_AFTER_START_MS)
  if (goesOn()) await sweepOnce(container, "start")
  while (goesOn()) {
    await pause(SWEEP_PAUSE_MS.shortest + Math.random() * (SWEEP_PAUSE_MS.longest - SWEEP_PAUSE_MS.shortest))
    if (goesOn()) await sweepOnce(container, "sweep")
  }
}

async function sweepOnce(container: MedusaContainer, source: "start" | "sweep"): Promise<void> {
  try {
    await pTimeout(sweep(container, source), { milliseconds: SWEEP_HANGS_MS })
  } catch (error) {
    warnOnceAMinute(pluginContext(container).logger, `Inbank: the sweep broke off: ${errorText(error)}`)
  }
}

/** The timer keeps no process from ending. */
async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
