import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { AdoptionStore } from "./adoption-store"
import { NotificationStore } from "./notification-store"
import { LeaseStore } from "./lease-store"
import { OrphanStore } from "./orphan-store"
import { ProblemStore } from "./problem-store"
import { QueueStore } from "./queue-store"
import { RefundStore } from "./refund-store"
import { PaymentRowStore } from "./payment-row-store"
import { SessionStore } from "./session-store"
import { AuditLog } from "./audit-log"

/** Everything of our own tables that is read or written by plain SQL, over Medusa's shared connection pool. */
export class InbankStore {
  readonly adoptions: AdoptionStore
  readonly notifications: NotificationStore
  readonly leases: LeaseStore
  readonly orphans: OrphanStore
  readonly problems: ProblemStore
  readonly queue: QueueStore
  readonly refunds: RefundStore
  readonly paymentRows: PaymentRowStore
  readonly sessions: SessionStore
  readonly auditLog: AuditLog

  constructor(knex: Knex) {
    this.adoptions = new AdoptionStore(knex)
    this.notifications = new NotificationStore(knex)
    this.leases = new LeaseStore(knex)
    this.orphans = new OrphanStore(knex)
    this.problems = new ProblemStore(knex)
    this.queue = new QueueStore(knex, this.leases)
    this.refunds = new RefundStore(knex, this.leases)
    this.paymentRows = new PaymentRowStore(knex)
    this.sessions = new SessionStore(knex)
    this.auditLog = new AuditLog(knex)
  }
}

export type { AuditEvent } from "./audit-log"
export type { HeldRefund, RefundRow } from "./refund-row"
export type { Statement } from "./refund-store"
export { forStorefront, inbankState, isMadeBy, type RowOfNow, type SessionRow } from "./session-row"
export { SessionStore } from "./session-store"
export type { SessionIdentity } from "./payment-row-store"
export { cartOf, type CartToPay } from "./adoption-store"
export type { Orphan } from "./orphan-store"
export type { CallbackTarget } from "./notification-store"
export type { Lease } from "./lease-store"
export { NOBODY_IS_AT_IT } from "./queue-store"
