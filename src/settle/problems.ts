import { PROBLEMS } from "../domain/plan"
import type { Inbank } from "./inbank"

/** What settling a session may find: the plan's own problems and those of carrying it out. */
const SESSION_PROBLEMS = [
  ...PROBLEMS,
  "account_changed",
  "account_missing",
  "credentials_refused",
  "order_not_placed",
] as const
type SessionProblem = (typeof SESSION_PROBLEMS)[number]

export interface FoundProblem {
  kind: SessionProblem
  detail?: string
}

/** What the merchant should do, in a sentence. */
function remedy(problem: SessionProblem, portalUrl: string): string {
  switch (problem) {
    case "amount_mismatch":
      return `Inbank's amount differs from the cart's, so no order was placed. If the contract is not cancelled yet, cancel or withdraw it in the Partner Portal (${portalUrl}).`
    case "approve_or_cancel":
      return `Inbank granted a contract that Medusa no longer waits for. Approve or cancel it in the Partner Portal (${portalUrl}).`
    case "contract_not_active":
      return `The payment and the contract disagree: the contract is not active at Inbank. Do not ship before you have looked at it in the Partner Portal (${portalUrl}).`
    case "do_not_ship":
      return "Do not ship: Inbank no longer finances this order. Agree another payment with the customer or cancel the order."
    case "financed_order_canceled":
      return `Inbank paid for an order that is cancelled in Medusa. Withdraw the contract in the Partner Portal (${portalUrl}).`
    case "financed_without_order":
      return `Inbank paid, but there is no order to pay. Place the order for the customer or withdraw the contract in the Partner Portal (${portalUrl}).`
    case "terminated_without_order":
      return `A contract for which there is no order was terminated. Withdrawn, or repaid early by the customer? If you were paid and keep the money, give it back (Partner Portal: ${portalUrl}).`
    case "account_changed":
      return "The session was made with another shop or environment than the one configured now. Restore that configuration, or look after the session in the Partner Portal."
    case "account_missing":
      return "The provider entry that made this session is gone from medusa-config. Put it back until its sessions are finished."
    case "credentials_refused":
      return "Inbank refused the API key. Check shopUuid, apiKey and environment of this provider entry."
    case "order_not_placed":
      return "Inbank said yes, but Medusa could not place the order. Mend what the detail says; the order is then placed by itself."
  }
}

interface NewProblem {
  kind: string
  subject: string
  remedy: string
  detail?: string
}

/** Shows a problem to a human and tells subscribers (`inbank.problem.opened`), once until it is cleared. */
export async function openProblem(inbank: Inbank, problem: NewProblem): Promise<void> {
  if (await inbank.store.problems.open(problem)) await tellOpened(inbank, problem)
}

/** The same for what is counted each time it is met (`occurrences`): it is told, and logged, once all the same. */
export async function countProblem(inbank: Inbank, problem: NewProblem): Promise<void> {
  if (await inbank.store.problems.count(problem)) await tellOpened(inbank, problem)
}

async function tellOpened(inbank: Inbank, { kind, subject }: NewProblem): Promise<void> {
  inbank.logger.warn(`Inbank: problem "${kind}" opened for ${subject}`)
  await tell(inbank, { name: "inbank.problem.opened", data: { kind, subject } })
}

/** Clears problems of a subject, save those that stay, and tells subscribers (`inbank.problem.cleared`). */
export async function clearProblems(
  inbank: Inbank,
  subject: string,
  kinds: readonly string[],
  staying: readonly string[] = [],
): Promise<void> {
  for (const kind of await inbank.store.problems.clearExcept(subject, kinds, staying)) {
    await tell(inbank, { name: "inbank.problem.cleared", data: { kind, subject } })
  }
}

/** Tells subscribers. The table is what counts: an event bus that is down must not stop a payment. */
export async function tell(
  inbank: Inbank,
  event: { name: string; data: Record<string, unknown> },
): Promise<void> {
  await inbank.events
    .emit(event)
    .catch((error: unknown) =>
      inbank.logger.warn(`Inbank: ${event.name} could not be told: ${String(error)}`),
    )
}

/** Opens what a look at a session found; clears the rest only if the look came to its end (`complete`). */
export async function showProblems(
  inbank: Inbank,
  session: { id: string; portalUrl: string },
  { problems, complete }: { problems: readonly FoundProblem[]; complete: boolean },
): Promise<void> {
  for (const { kind, detail } of problems) {
    await openProblem(inbank, { kind, subject: session.id, remedy: remedy(kind, session.portalUrl), detail })
  }
  const found = problems.map(({ kind }) => kind)
  if (complete) await clearProblems(inbank, session.id, SESSION_PROBLEMS, found)
}
