import { z } from "zod"
import type { PosSessionStatus } from "../records"
import { signCallback, type CallbackFields } from "./signature"
import { parse } from "../../parsing"

const signatures = ["good", "wrong_key", "missing", "tampered"] as const

/**
 * How a callback is signed. `wrong_key`: rightly, but with a key that is not the shop's. `missing`: without `hmac`.
 * `tampered`: the message names another status than the one that was signed.
 */
export type CallbackSignature = (typeof signatures)[number]

/** What befalls callbacks on their way. `lose` counts before `hold`, and `hold` before `delayMilliseconds`. */
export interface CallbackDisturbance {
  /** Recorded as `dropped`, never sent. */
  readonly lose?: boolean
  /** Sent so many times, at once. 1. */
  readonly copies?: number
  /** Sent so much later, real time. */
  readonly delayMilliseconds?: number
  /** Kept until it is released. */
  readonly hold?: boolean
  /** `good`. */
  readonly signature?: CallbackSignature
  /** How many callbacks it befalls; then they are sent as ever. `null`, the default: until it is calm again. */
  readonly times?: number | null
}

/** A disturbance with its defaults filled in. */
export type PlannedDisturbance = Required<CallbackDisturbance>

const copies = z.int().min(1).max(100).default(1)
const disturbance = z.strictObject({
  lose: z.boolean().default(false),
  copies,
  delayMilliseconds: z
    .number()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
  hold: z.boolean().default(false),
  signature: z.enum(signatures).default("good"),
  times: z.int().min(1).nullable().default(null),
})

export const calmly: PlannedDisturbance = disturbance.parse({})

/** @throws NotValid */
export function readDisturbance(plan: unknown): PlannedDisturbance {
  return parse(disturbance, plan, "disturbance of callbacks")
}

/** @throws NotValid */
export function readRepetition(options: unknown): { copies: number } {
  return parse(z.strictObject({ copies }), options, "repetition")
}

/** The plan for the callbacks to come. */
export class Disturbance {
  private planned: PlannedDisturbance | undefined
  private befell = 0

  plan(plan: PlannedDisturbance): void {
    this.planned = plan
    this.befell = 0
  }

  calm(): void {
    this.planned = undefined
  }

  /** Undefined when callbacks are sent as ever. */
  current(): PlannedDisturbance | undefined {
    const { planned } = this
    const isSpent = planned?.times != null && this.befell >= planned.times
    return isSpent ? undefined : planned
  }

  /** What befalls the next callback, which is counted by this. */
  next(): PlannedDisturbance {
    const next = this.current() ?? calmly
    this.befell += 1
    return next
  }
}

/** The fields as they are sent. The same each time, so that a repeated callback is a true replay. */
export function fieldsToSend(
  fields: CallbackFields,
  signature: CallbackSignature,
  status: PosSessionStatus,
): Record<string, string> {
  const { message, timestamp } = fields
  switch (signature) {
    case "good":
      return { ...fields }
    case "wrong_key":
      return { ...signCallback("not the shop's key", timestamp, message) }
    case "missing":
      return { message, timestamp }
    case "tampered": {
      const other: PosSessionStatus = status === "completed" ? "cancelled" : "completed"
      return { ...fields, message: message.replace(`"${status}"`, `"${other}"`) }
    }
  }
}
