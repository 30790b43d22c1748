import type { CallbackSignature } from "./disturbance"
import type { PosSessionStatus } from "../records"
import type { CallbackFields } from "./signature"

/** One sending of a callback and its result. */
export interface SandboxCallback {
  /** ISO 8601, the time of the announced change. */
  readonly at: string
  readonly sessionUuid: string
  /** The session's status that the callback announces. */
  readonly sessionStatus: PosSessionStatus
  readonly url: string
  /** As the bank signed them. */
  readonly fields: CallbackFields
  /** Set when a disturbance sends other fields than the signed ones. */
  readonly signature?: Exclude<CallbackSignature, "good">
  /**
   * `dropped`: never sent, because callbacks were paused or lost on purpose. `held`: kept until released. `in_flight`:
   * on its way, or delayed.
   */
  result: "held" | "in_flight" | "answered" | "failed" | "dropped"
  /** HTTP status of the shop's answer, when `answered`. */
  responseStatus?: number
  /** Why it `failed`. */
  error?: string
}

/** What is announced, and where. */
export type CallbackNotice = Pick<SandboxCallback, "at" | "sessionUuid" | "sessionStatus" | "url" | "fields">
