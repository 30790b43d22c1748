import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { Backlogs } from "./backlog"
import { CartTables } from "./cart-tables"
import { OrderTables } from "./order-tables"
import { PaymentBooks } from "./payment-books"
import { PaymentTables } from "./payment-tables"
import { PriceTables } from "./price-tables"
import { ProblemList } from "./problem-list"
import { RegionTables } from "./region-tables"
import { SessionSearch } from "./session-search"
import { WorkflowExecutions } from "./workflow-executions"

/**
 * Every read of Medusa's own tables, by plain SQL over its shared connection pool: a payment provider's container holds
 * no Query. Some join our tables, so that the database is asked only once. None of them writes.
 */
export class MedusaTables {
  readonly backlogs: Backlogs
  readonly books: PaymentBooks
  readonly carts: CartTables
  readonly executions: WorkflowExecutions
  readonly orders: OrderTables
  readonly payments: PaymentTables
  readonly prices: PriceTables
  readonly problems: ProblemList
  readonly regions: RegionTables
  readonly search: SessionSearch

  constructor(knex: Knex) {
    this.backlogs = new Backlogs(knex)
    this.books = new PaymentBooks(knex)
    this.carts = new CartTables(knex)
    this.executions = new WorkflowExecutions(knex)
    this.orders = new OrderTables(knex)
    this.payments = new PaymentTables(knex)
    this.prices = new PriceTables(knex)
    this.problems = new ProblemList(knex)
    this.regions = new RegionTables(knex)
    this.search = new SessionSearch(knex)
  }
}

export type { Backlog } from "./backlog"
export type { LostOfCart } from "./cart-tables"
export type { OrderChange, OrderOfPurchase, OrderPayment } from "./order-tables"
export { BOOKING, type BooksOfPayment, type RefundContext } from "./payment-books"
export type { ListedProblem } from "./problem-list"
export type { RegionOfProvider } from "./region-tables"
export type { ListedSession, WaitingApproval } from "./session-search"
