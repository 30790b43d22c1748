import type * as server from "../../api/admin/inbank/answers"

/** The server's own types, as they arrive: dates are ISO strings, amounts decimal strings in major units. */
type Json<T> = server.AsJson<T>

export type ActOutcome = server.ActOutcome
export type AccountView = Json<server.AccountView>
export type CredentialsCheck = Json<server.AccountCheck>
export type CallbackTest = Json<server.CallbackTest>
export type SweepView = Json<server.Backlog>
export type ProblemView = Json<server.ProblemView>
export type SessionView = Json<server.SessionView>
export type SessionDetail = Json<server.SessionDetail>
export type SessionList = Json<server.SessionsAnswer>
export type ApprovalView = Json<server.ApprovalView>
export type OrphanView = Json<server.Orphan>
export type AdoptionAnswer = Json<server.AdoptionAnswer>
export type EventView = Json<server.AuditEvent>
export type OrderView = Json<server.OrderView>
export type RefundView = Json<server.RefundView>

export type AfterSale = NonNullable<OrderView["after_sale"]>
export type Possibility = AfterSale["approve"]
export type Act = Extract<Possibility, { possible: true }>["by"]
export type Standing = NonNullable<SessionView["standing"]>
