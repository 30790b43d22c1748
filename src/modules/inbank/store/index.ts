import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { AdoptionStore } from "./adoption-store"
import { BellStore } from "./notification-store"
import { CartTables } from "../../../medusa/sql/cart-tables"
import { ExecutionStore } from "../../../medusa/sql/workflow-executions"
import { LeaseStore } from "./lease-store"
import { OrderTables } from "../../../medusa/sql/order-tables"
import { OrphanStore } from "./orphan-store"
import { PaymentBooks } from "../../../medusa/sql/payment-books"
import { PaymentTables } from "../../../medusa/sql/payment-tables"
import { PriceTables } from "../../../medusa/sql/price-tables"
import { ProblemStore } from "./problem-store"
import { QueueStore } from "./queue-store"
import { RefundStore } from "./refund-store"
import { SessionSearch } from "../../../medusa/sql/session-search"
import { SessionStore } from "./session-store"
import { TrailStore } from "./audit-log"

/** Everything that is read or written by plain SQL, over Medusa's shared connection pool. */
export class InbankStore {
  readonly adoptions: AdoptionStore
  readonly bells: BellStore
  readonly books: PaymentBooks
  readonly carts: CartTables
  readonly executions: ExecutionStore
  readonly leases: LeaseStore
  readonly orders: OrderTables
  readonly orphans: OrphanStore
  readonly payments: PaymentTables
  readonly prices: PriceTables
  readonly problems: ProblemStore
  readonly queue: QueueStore
  readonly refunds: RefundStore
  readonly search: SessionSearch
  readonly sessions: SessionStore
  readonly trail: TrailStore

  constructor(knex: Knex) {
    this.adoptions = new AdoptionStore(knex)
    this.bells = new BellStore(knex)
    this.books = new PaymentBooks(knex)
    this.carts = new CartTables(knex)
    this.executions = new ExecutionStore(knex)
    this.leases = new LeaseStore(knex)
    this.orders = new OrderTables(knex)
    this.orphans = new OrphanStore(knex)
    this.payments = new PaymentTables(knex)
    this.prices = new PriceTables(knex)
    this.problems = new ProblemStore(knex)
    this.queue = new QueueStore(knex, this.leases)
    this.refunds = new RefundStore(knex, this.leases)
    this.search = new SessionSearch(knex)
    this.sessions = new SessionStore(knex)
    this.trail = new TrailStore(knex)
  }
}

export type { LostOfCart } from "../../../medusa/sql/cart-tables"
export type { OrderChange, OrderOfPurchase, OrderPayment } from "../../../medusa/sql/order-tables"
export { CREDENTIALS_REFUSED, type ListedProblem } from "./problem-store"
export type { ListedSession, WaitingApproval } from "../../../medusa/sql/session-search"
export type { TrailEvent } from "./audit-log"
export type { HeldRefund, RefundRow } from "./refund-row"
export type { Statement } from "./refund-store"
export { forStorefront, inbankSide, isMadeBy, type SessionRow } from "./session-row"
export { SessionStore, type RowOfNow, type SessionIdentity } from "./session-store"
export { BOOKING, type BooksOfPayment, type RefundPlace } from "../../../medusa/sql/payment-books"
export { cartOf, type CartToPay } from "./adoption-store"
export type { Orphan } from "./orphan-store"
export type { Bell } from "./notification-store"
export type { Lease } from "./lease-store"
export type { Backlog } from "./queue-store"
