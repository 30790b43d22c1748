import { isInbankError } from "../../client"
import { OrderNotPlaced } from "../../core/reconcile/order-not-placed"
import { refusesCredentials, type FoundProblem } from "../problems/report"
import { RefundNotDone } from "../refunds/refund-not-done"

/** A pass that fails this often for a reason of its own will probably not recover by itself. */
const FAILURES_TO_TELL = 5

/** What a human should be shown of why a pass broke off. @param failures how many in a row, this one included. */
export function problemsOf(error: unknown, failures: number): FoundProblem[] {
  if (error instanceof RefundNotDone) return [{ kind: "refund_unfinished", detail: error.message }]
  if (error instanceof OrderNotPlaced) return [{ kind: "order_not_placed", detail: error.forPeople }]
  if (isInbankError(error) && error.kind === "not_found")
    return [{ kind: "unknown_to_inbank", detail: error.message }]
  // An outage of Inbank is not caused by this session, and ends by itself.
  if (failures < FAILURES_TO_TELL || refusesCredentials(error) || isAway(error)) return []
  return [{ kind: "keeps_failing", detail: forPeople(error) }]
}

function isAway(error: unknown): boolean {
  if (!isInbankError(error)) return false
  switch (error.kind) {
    case "unreachable":
    case "timed_out":
    case "server_error":
    case "rate_limited":
      return true
    case "unauthorized":
    case "forbidden":
    case "not_found":
    case "rejected":
    case "malformed_answer":
      return false
  }
}

/**
 * What may be stored: an unexpected error may hold addresses, SQL or a person's data, and is only written to the log.
 */
export function forPeople(error: unknown): string {
  if (error instanceof OrderNotPlaced) return error.forPeople
  if (error instanceof RefundNotDone) return error.message
  return isInbankError(error) ? error.message : "See the server's log."
}
