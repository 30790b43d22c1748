/** The types of the admin routes' answers, as a client gets them. */
export type { ActOutcome } from "../../../domain/after-sale/act-outcome"
export type { AdoptionAnswer } from "./sessions/adopt/route"
export type { ApprovalView } from "./approvals/route"
export type { ProblemsAnswer } from "./problems/route"
export type { SessionsAnswer } from "./sessions/route"
export type { AccountCheck } from "../../../services/merchant/check-account"
export type { CallbackTest } from "../../../services/merchant/test-callback"
export type { AccountView } from "../../../services/views/account-view"
export type { ProblemView } from "../../../services/views/problem-view"
export type { SessionDetail, SessionView } from "../../../services/views/session-view"
export type { OrderView, RefundView } from "../../../services/views/order-view"
export type { Backlog } from "../../../medusa/sql"
export type { Orphan, AuditEvent } from "../../../modules/inbank/store"

/** The type of a value after it was sent as JSON. */
export type AsJson<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? AsJson<Item>[]
    : T extends object
      ? { [Key in keyof T]: AsJson<T[Key]> }
      : T
