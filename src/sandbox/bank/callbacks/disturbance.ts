import { z } from "zod"
import type { PosSessionStatus } from "../records"
import { signCallback, type CallbackFields } from "./signature"
import { parse } from "../../parsing"

const signatures = ["good", "wrong_key", "missing", "tampered"] as const

/**
 * How a callback is signed. `wrong_key`: correctly, but with a key that is not the shop's. `missing`: without `hmac`.
 * `tampered`: the message names another status than the signed one.
 */
export type CallbackSignature = (typeof signatures)[number]

/** What happens to callbacks on their way. `lose` counts before `hold`, and `hold` before `delayMilliseconds`. */
export interface CallbackDisturbance {
  /** Recorded as `dropped`, never sent. */
  readonly lose?: boolean
  /** How many times it is sent, at once. 1. */
  readonly copies?: number
  /** How much later it is sent, real time. */
  readonly delayMilliseconds?: number
  /** Kept until it is released. */
  readonly hold?: boolean
  /** `good`. */
  readonly signature?: CallbackSignature
  /** How many callbacks it hits; then they are sent as usual. `null`, the default: until `calm`. */
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

/** The plan for the next callbacks. */
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

  /** Undefined when callbacks are sent as usual. */
  current(): PlannedDisturbance | undefined {
    const { planned } = this
    const isSpent = planned?.times != null && this.befell >= planned.times
    return isSpent ? undefined : planned
  }

  /** What happens to the next callback; this call counts it. */
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
