import { Passes } from "../../domain/plan/passes"
import { plan } from "../../domain/plan/plan"
import { isOutdated } from "../../domain/plan/state"
import { abandoned } from "../../domain/session/close-reason"
import { ageOfAnswer, isFresh, isNotifiedSince } from "../../domain/session/freshness"
import { standing } from "../../domain/session/lifecycle"
import { CART_RESTS_MS } from "../../domain/timeouts"
import { OrderNotPlaced } from "./order-not-placed"
import type { LoopFacts, LoopRow, PassBegun, ReconcilePort, RunOutcome } from "./port"

/** A little less than the day between two passes over a finished purchase. */
const WATCHED_MS = 23 * 3_600_000

/**
 * Makes Medusa say what is true at Inbank: reads both sides, plans, carries out one action and reads again, until a
 * plan asks for nothing more. A problem is reported as soon as a plan finds it, so that it is shown even when a step
 * removes its cause or fails.
 * @throws what Inbank's answers and Medusa's steps throw: the row is due again.
 */
export async function runPasses<Row extends LoopRow, Facts extends LoopFacts>(
  port: ReconcilePort<Row, Facts>,
): Promise<RunOutcome> {
  const passes = new Passes()
  while (passes.begin()) {
    if (!passes.isFirst) await port.hold()
    const begun = await port.begin()
    if (begun === "again") continue
    if (typeof begun === "string") return begun
    const { medusa, now } = begun
    const row = isKnown(port, begun) ? begun.row : await port.ask(begun.row, now)

    const planned = plan(port.inbankState(row, medusa), medusa.state, now)
    const isFirstDoubt = planned.close === "cart_changed" && abandoned(row.closed_reason) === null
    if (isFirstDoubt && !(await isStillChanged(port, row))) continue
    for (const problem of planned.problems) port.report(problem, row, medusa)
    if (planned.close) await port.close(planned.close)
    const next = passes.take(planned)
    if (next === undefined) {
      if (planned.finished) return "finished"
      return isOutdated(medusa.state) ? "outdated" : "unfinished"
    }
    await port.hold()
    try {
      await port.carryOut(next, row)
    } catch (error) {
      if (!isImpossible(port, begun, row, error)) throw error
      await port.close("order_impossible", error.forPeople)
    }
  }
  return "unfinished"
}

/** The row already has everything: Inbank need not be asked. */
function isKnown<Row extends LoopRow, Facts extends LoopFacts>(
  port: ReconcilePort<Row, Facts>,
  begun: PassBegun<Row, Facts>,
): boolean {
  return isBooked(port, begun) || isFresh(begun.row, port.account, begun.now)
}

/** Captured in Medusa and financed at Inbank: Inbank is asked again only after a notification, and once a day. */
function isBooked<Row extends LoopRow, Facts extends LoopFacts>(
  port: ReconcilePort<Row, Facts>,
  { row, medusa, now }: PassBegun<Row, Facts>,
): boolean {
  const { state } = medusa
  return (
    state.kind === "order" &&
    state.payment === "captured" &&
    !state.orderCanceled &&
    standing(port.inbankState(row, medusa)) === "financed" &&
    ageOfAnswer(row, now) < WATCHED_MS &&
    !isNotifiedSince(row)
  )
}

/** A contract is abandoned for good, so the cart is read once more first. */
async function isStillChanged<Row extends LoopRow, Facts extends LoopFacts>(
  port: ReconcilePort<Row, Facts>,
  row: Row,
): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, CART_RESTS_MS))
  const medusa = await port.readMedusa(row)
  return plan(port.inbankState(row, medusa), medusa.state, await port.now()).close === "cart_changed"
}

/**
 * If the order can never be placed, the customer is freed of a contract that is only granted. What Inbank has paid
 * stays.
 */
function isImpossible<Row extends LoopRow, Facts extends LoopFacts>(
  port: ReconcilePort<Row, Facts>,
  { medusa }: PassBegun<Row, Facts>,
  row: Row,
  error: unknown,
): error is OrderNotPlaced {
  if (!(error instanceof OrderNotPlaced) || error.refusal !== "final") return false
  return standing(port.inbankState(row, medusa)) === "granted"
}
