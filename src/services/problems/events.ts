/** The events that a merchant's own code may listen to: docs/events.md. Their names are public and stay as they are. */
export const InbankEvents = {
  /** Inbank said something new about a session. */
  SESSION_UPDATED: "inbank.session.updated",
  /** A human is needed: emitted once, until the problem is cleared. */
  PROBLEM_OPENED: "inbank.problem.opened",
  /** What the problem was about is gone. */
  PROBLEM_CLEARED: "inbank.problem.cleared",
} as const

/** One of Inbank's sessions in its present state. The words are Inbank's own, unknown ones included. */
export interface InbankSessionUpdated {
  /** Id of the row in `inbank_session`, which is Inbank's `purchaseReference` too. */
  id: string
  session_status: string | null
  contract_status: string | null
}

/** Which row of `inbank_problem`. A later version may add kinds, so this is no closed list. */
export interface InbankProblemChanged {
  /** As in docs/problems.md. */
  kind: string
  /** A session's id, or an account's such as `pp_inbank_ee`. */
  subject: string
}

/** What each event carries. */
export interface InbankEventData {
  [InbankEvents.SESSION_UPDATED]: InbankSessionUpdated
  [InbankEvents.PROBLEM_OPENED]: InbankProblemChanged
  [InbankEvents.PROBLEM_CLEARED]: InbankProblemChanged
}

export type InbankEventName = keyof InbankEventData

/** A name with its data. */
export type InbankEvent = {
  [Name in InbankEventName]: { name: Name; data: InbankEventData[Name] }
}[InbankEventName]
