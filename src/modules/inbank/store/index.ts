import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { AdoptionStore } from "./adoption-store"
import { BellStore } from "./bell-store"
import { CartTables } from "./cart-tables"
import { ExecutionStore } from "./execution-store"
import { LeaseStore } from "./lease-store"
import { OrderTables } from "./order-tables"
import { OrphanStore } from "./orphan-store"
import { PaymentBooks } from "./payment-books"
import { PaymentTables } from "./payment-tables"
import { PriceTables } from "./price-tables"
import { ProblemStore } from "./problem-store"
import { QueueStore } from "./queue-store"
import { RefundStore } from "./refund-store"
import { SessionSearch } from "./session-search"
import { SessionStore } from "./session-store"
import { TrailStore } from "./trail-store"

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

export type { LostOfCart } from "./cart-tables"
export type { OrderChange, OrderOfPurchase, OrderPayment } from "./order-tables"
export { CREDENTIALS_REFUSED, type ListedProblem } from "./problem-store"
export type { ListedSession, WaitingApproval } from "./session-search"
export type { TrailEvent } from "./trail-store"
export type { HeldRefund, RefundRow } from "./refund-row"
export type { Statement } from "./refund-store"
export { forStorefront, inbankSide, isMadeBy, type SessionRow } from "./session-row"
export { SessionStore, type RowOfNow, type SessionIdentity } from "./session-store"
export { BOOKING, type BooksOfPayment, type RefundPlace } from "./payment-books"
export { cartOf, type CartToPay } from "./adoption-store"
export type { Orphan } from "./orphan-store"
export type { Bell } from "./bell-store"
export type { Lease } from "./lease-store"
export type { Backlog } from "./queue-store"
