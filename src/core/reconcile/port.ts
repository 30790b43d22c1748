import type { Account } from "../../domain/account/account"
import type { Problem, Step } from "../../domain/plan/outcome"
import type { MedusaState } from "../../domain/plan/state"
import type { CloseReason } from "../../domain/session/close-reason"
import type { Askable, AskedColumns } from "../../domain/session/freshness"
import type { InbankState } from "../../domain/session/inbank-state"

/**
 * How a run of passes ended. `waiting`: another process is capturing or refunding. `outdated`: unfinished, and the cart
 * has changed.
 */
export type RunOutcome = "finished" | "unfinished" | "outdated" | "waiting"

/** What the loop itself reads of a row, whichever Medusa keeps it. */
export type LoopRow = Askable<AskedColumns>

/** What the loop itself reads of what a Medusa has for a row. */
export interface LoopFacts {
  state: MedusaState
}

/** A row and what Medusa has for it, at the beginning of a pass. */
export interface PassBegun<Row, Facts> {
  row: Row
  medusa: Facts
  /** The database's time. */
  now: Date
}

/**
 * What one Medusa gives to the loop that both share: its reads and its writes, for one session whose lease is held.
 * Each Medusa keeps its own SQL, leases, sweep, problems, audit log and refunds.
 */
export interface ReconcilePort<Row extends LoopRow, Facts extends LoopFacts> {
  readonly account: Account
  /** Renews the lease before something that takes long. @throws when it ran out. */
  hold(): Promise<void>
  now(): Promise<Date>
  /**
   * Reads the row and Medusa, and repairs what needs no plan. @returns `again` after a repair, an outcome when there is
   * nothing to plan.
   */
  begin(): Promise<PassBegun<Row, Facts> | "again" | RunOutcome>
  readMedusa(row: Row): Promise<Facts>
  /** Inbank's side of the row, for the plan. */
  inbankState(row: Row, medusa: Facts): InbankState
  /** Asks Inbank and keeps its answer. @throws {InbankError} */
  ask(row: Row, now: Date): Promise<Row>
  /** A plan found this problem. It is shown however the run ends. */
  report(problem: Problem, row: Row, medusa: Facts): void
  /** The first reason is kept. @param why Medusa's own reason, where it gave one. */
  close(reason: CloseReason, why?: string): Promise<void>
  /**
   * Carries out one step of a plan; a second time does no harm.
   * @throws {OrderNotPlaced} when Medusa refuses to complete the cart; otherwise any error of Medusa's or Inbank's.
   */
  carryOut(step: Step, row: Row): Promise<void>
}
