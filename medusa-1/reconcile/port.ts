import type { PassBegun, ReconcilePort, RunOutcome } from "../core/reconcile/port"
import type { Account } from "../domain/account/account"
import type { Problem, Step } from "../domain/plan/outcome"
import type { CloseReason } from "../domain/session/close-reason"
import { hasSession } from "../domain/session/freshness"
import type { InbankState } from "../domain/session/inbank-state"
import { inbankState } from "../domain/session/reading"
import type { CartLease } from "../store/cart-leases"
import { carryOut } from "./actions"
import type { PluginContext } from "./context"
import { readMedusaState, type MedusaFacts } from "./medusa-state"
import { observe, type AskableRow } from "./observe"
import type { MerchantProblem } from "./problem"

/** Medusa 1's side of the loop: see core/reconcile/port. */
export class Medusa1Port implements ReconcilePort<AskableRow, MedusaFacts> {
  private readonly problems = new Set<MerchantProblem>()

  constructor(
    private readonly plugin: PluginContext,
    private readonly sessionId: string,
    /** On the cart: every decision is written only while it is held. */
    private readonly lease: CartLease,
  ) {}

  get account(): Account {
    return this.plugin.account
  }

  /** All problems that were found. */
  get found(): MerchantProblem[] {
    return [...this.problems]
  }

  async hold(): Promise<void> {
    if (!(await this.plugin.leases.keep(this.lease))) throw new Error("somebody else is at this cart now")
  }

  async now(): Promise<Date> {
    return await this.plugin.sessions.now()
  }

  async begin(): Promise<PassBegun<AskableRow, MedusaFacts> | RunOutcome> {
    const { sessions } = this.plugin
    const row = await sessions.get(this.sessionId)
    // No customer was given an address at Inbank, so nothing can come of it.
    if (!hasSession(row)) return row.closed_reason === null ? "unfinished" : "finished"
    const medusa = await readMedusaState(this.plugin, row)
    if (medusa.order && medusa.payment && row.order_id === null)
      await sessions.recordOrder(row.id, medusa.order.id)
    return { row, medusa, now: await sessions.now() }
  }

  async readMedusa(row: AskableRow): Promise<MedusaFacts> {
    return await readMedusaState(this.plugin, row)
  }

  inbankState(row: AskableRow, medusa: MedusaFacts): InbankState {
    const state = inbankState(row, this.account)
    return { ...state, amountAgrees: state.amountAgrees && medusa.amountAgrees }
  }

  async ask(row: AskableRow): Promise<AskableRow> {
    return await observe(this.plugin, row)
  }

  /** The state of a cart that never becomes an order is `paid_otherwise`, but no other payment has paid for it. */
  report(problem: Problem, _row: AskableRow, { neverAnOrder }: MedusaFacts): void {
    this.problems.add(neverAnOrder && problem === "paid_twice" ? "paid_without_order" : problem)
  }

  async close(reason: CloseReason, why?: string): Promise<void> {
    await this.plugin.sessions.close(this.sessionId, reason, { error: why, lease: this.lease })
  }

  async carryOut(step: Step, row: AskableRow): Promise<void> {
    await carryOut(step, this.plugin, row)
    this.plugin.logger.info(`Inbank: session ${row.id}: ${step}`)
  }
}
