import { Router } from "express"
import { z } from "zod"
import { answer } from "./answer"
import { readFaultRequest } from "../fault-request"
import { readDisturbance, readRepetition } from "../bank/callbacks/disturbance"
import { parse } from "../parsing"
import type { Sandbox } from "../sandbox"

const released = z.strictObject({ order: z.enum(["as_sent", "reversed"]).optional() })
const aTime = "a time as in 2030-01-01T12:00:00Z"
const moved = z.union(
  [
    z.strictObject({ advanceMilliseconds: z.number() }),
    z.strictObject({ now: z.iso.datetime({ offset: true, error: `expected ${aTime}` }) }),
  ],
  `it takes either advanceMilliseconds, a number, or now, ${aTime}`,
)

/** Control routes for faults, disturbed callbacks and the clock. */
export function disturbingRoutes({ faults, callbacks, clock }: Sandbox): Router {
  const router = Router()

  const allFaults = () => ({ faults: faults.list() })
  router.get("/faults", answer(allFaults))
  router.post(
    "/faults",
    answer(({ body }) => ({ fault: faults.add(readFaultRequest(body)) })),
  )
  router.delete(
    "/faults",
    answer(() => {
      faults.clear()
      return allFaults()
    }),
  )
  router.delete(
    "/faults/:id",
    answer(({ id }) => {
      faults.remove(id)
      return allFaults()
    }),
  )
  router.post(
    "/faults/:id/release",
    answer(({ id }) => {
      faults.release(id)
      return allFaults()
    }),
  )

  const callbacksNow = () => ({
    paused: callbacks.isPaused(),
    disturbance: callbacks.disturbed() ?? null,
    held: callbacks.held(),
  })
  router.get("/callbacks", answer(callbacksNow))
  for (const act of ["pause", "resume", "calm"] as const) {
    router.post(
      `/callbacks/${act}`,
      answer(() => {
        callbacks[act]()
        return callbacksNow()
      }),
    )
  }
  router.post(
    "/callbacks/disturb",
    answer(({ body }) => {
      callbacks.disturb(readDisturbance(body))
      return callbacksNow()
    }),
  )
  router.post(
    "/callbacks/release",
    answer(async ({ body }) => {
      await callbacks.release(parse(released, body, "release of callbacks").order)
      return callbacksNow()
    }),
  )
  router.post(
    "/callbacks/:id/repeat",
    answer(async ({ id, body }) => {
      await callbacks.repeat(id, readRepetition(body))
      return callbacksNow()
    }),
  )

  const clockNow = () => ({ now: clock.now().toISOString() })
  router.get("/clock", answer(clockNow))
  router.post(
    "/clock",
    answer(({ body }) => {
      const move = parse(moved, body, "move of the clock")
      if ("now" in move) clock.set(new Date(move.now))
      else clock.advance(move.advanceMilliseconds)
      return clockNow()
    }),
  )
  router.delete(
    "/clock",
    answer(() => {
      clock.reset()
      return clockNow()
    }),
  )
  return router
}
