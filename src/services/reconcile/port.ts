import type { MedusaContainer } from "@medusajs/framework/types"
import type { PassBegun, ReconcilePort, RunOutcome } from "../../core/reconcile/port"
import type { Account } from "../../domain/account/account"
import type { Problem, Step } from "../../domain/plan/outcome"
import type { CloseReason } from "../../domain/session/close-reason"
import { hasSession } from "../../domain/session/freshness"
import type { InbankState } from "../../domain/session/inbank-state"
import { cancelPayment } from "../../medusa/payments"
import { readMedusaState, type MedusaFacts } from "../../medusa/state"
import { inbankState, type Lease } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { credentialsTaken, type FoundProblem } from "../problems/report"
import { followNamedSession } from "../session/claim-named-session"
import { observe, statusText, type AskableRow, type Trigger } from "../session/observe"
import { carryOut } from "./actions"

/** One run of reconciling. */
export interface ReconcileRun {
  container: MedusaContainer
  plugin: PluginContext
  sessionId: string
  source: Trigger
  /** On the payment collection: every decision is written only while it is held. */
  lease: Lease
}

/** Medusa 2's side of the loop: see core/reconcile/port. */
export class Medusa2Port implements ReconcilePort<AskableRow, MedusaFacts> {
  private readonly problems = new Map<FoundProblem["kind"], FoundProblem>()

  constructor(
    private readonly run: ReconcileRun,
    readonly account: Account,
  ) {}

  /** All problems that were found, each kind with its latest detail. */
  get found(): FoundProblem[] {
    return [...this.problems.values()]
  }

  async hold(): Promise<void> {
    const { plugin, lease } = this.run
    if (!(await plugin.store.leases.renew(lease))) throw new Error("the lease ran out")
  }

  async now(): Promise<Date> {
    return await this.run.plugin.store.sessions.now()
  }

  async begin(): Promise<PassBegun<AskableRow, MedusaFacts> | "again" | RunOutcome> {
    const { container, plugin, sessionId } = this.run
    const { sessions } = plugin.store
    const before = await sessions.get(sessionId)
    if (!hasSession(before)) {
      const named = await followNamedSession(plugin, this.account, sessionId)
      if (named === "adopted") return "again"
      // No customer was given an address at Inbank, so nothing can come of it.
      return named === "none" ? "finished" : "unfinished"
    }
    const medusa = await readMedusaState(container, before)
    // A process that captured meanwhile has asked Inbank: the row, read after Medusa, has that answer.
    const row = { ...(await sessions.get(sessionId)), pos_session_uuid: before.pos_session_uuid }
    // A process that captures asks Inbank too and keeps the answer: asking twice would tell nothing new.
    if (medusa.bookingInProgress) return "waiting"
    if (medusa.order && row.order_id === null) await sessions.recordOrder(sessionId, medusa.order)
    for (const paymentId of medusa.orphanedPaymentIds) await this.cancelOrphanedPayment(paymentId)
    return medusa.orphanedPaymentIds.length > 0 ? "again" : { row, medusa, now: row.read_at }
  }

  async readMedusa(row: AskableRow): Promise<MedusaFacts> {
    return await readMedusaState(this.run.container, row)
  }

  inbankState(row: AskableRow): InbankState {
    return inbankState(row, this.account)
  }

  /** An answer from Inbank shows that it accepted the key. */
  async ask(row: AskableRow, now: Date): Promise<AskableRow> {
    const { plugin, source } = this.run
    const { contradiction, ...seen } = await observe(plugin, this.account, row, source, undefined, now)
    await credentialsTaken(plugin, this.account)
    if (contradiction) this.add({ kind: "contradiction", detail: contradiction })
    return seen
  }

  report(kind: Problem, row: AskableRow, medusa: MedusaFacts): void {
    this.add({ kind, detail: detailOf(kind, row, medusa) })
  }

  async close(reason: CloseReason, why?: string): Promise<void> {
    const { plugin, sessionId, source, lease } = this.run
    await plugin.store.sessions.close(sessionId, reason, { error: why, lease })
    if (why === undefined) return
    await plugin.store.auditLog.append({ sessionId, source, action: reason, detail: why })
  }

  async carryOut(step: Step, row: AskableRow): Promise<void> {
    const { container, plugin, sessionId, source } = this.run
    const action = await carryOut(step, { container, plugin, account: this.account, row, source })
    await plugin.store.auditLog.append({ sessionId, source, action })
  }

  private add(problem: FoundProblem): void {
    this.problems.set(problem.kind, problem)
  }

  /** Medusa rolled its order back and then dropped its session: such a payment can only cause confusion. */
  private async cancelOrphanedPayment(paymentId: string): Promise<void> {
    const { container, plugin, sessionId, source } = this.run
    await cancelPayment(container, paymentId)
    await plugin.store.auditLog.append({
      sessionId,
      source,
      action: "cancel_orphaned_payment",
      detail: paymentId,
    })
  }
}

/**
 * What the remedy does not say: the unknown word, an order that our pages do not link to, or the wrong entry in
 * Medusa's books.
 */
function detailOf(
  kind: Problem,
  row: AskableRow,
  { falselyBooked, otherCost, state, unpaidOrderId }: MedusaFacts,
): string | undefined {
  if (kind === "unknown_status") return statusText(row)
  if (kind === "order_total_changed") return otherCost
  if (kind === "financed_without_order" && state.kind === "order_of_other_total")
    return `This cart's order ${unpaidOrderId} ${state.isFree ? "costs nothing" : "costs another sum"}.`
  if (kind === "do_not_ship" && unpaidOrderId !== undefined) return `Order ${unpaidOrderId} has no payment.`
  if (kind === "financed_order_canceled" && falselyBooked) {
    return `Medusa's order has a transaction of -${falselyBooked} ${row.currency} as a refund, but that was not given back at Inbank. It comes true as soon as the contract is withdrawn; leave it as it is.`
  }
  return undefined
}
