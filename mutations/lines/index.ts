import { guardedLines, type GuardedLine } from "../guarded-line"
import { ADOPTION } from "./adoption"
import { AUTHORIZE } from "./authorize"
import { BOOKS } from "./books"
import { CALLBACKS } from "./callbacks"
import { CANCEL } from "./cancel"
import { CAPTURE } from "./capture"
import { HEALING } from "./healing"
import { PASSES } from "./passes"
import { MEDUSA_1 } from "./medusa-1"
import { REFUND } from "./refund"
import { SESSIONS } from "./sessions"

/** By theme; the most important come first. */
export const LINES: GuardedLine[] = [
  ...guardedLines("authorize", AUTHORIZE),
  ...guardedLines("capture", CAPTURE),
  ...guardedLines("refund", REFUND),
  ...guardedLines("cancel", CANCEL),
  ...guardedLines("callbacks", CALLBACKS),
  ...guardedLines("sessions", SESSIONS),
  ...guardedLines("passes", PASSES),
  ...guardedLines("healing", HEALING),
  ...guardedLines("books", BOOKS),
  ...guardedLines("adoption", ADOPTION),
  ...guardedLines("medusa-1", MEDUSA_1),
]
