import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { PROBLEMS, type Problem } from "../domain/plan"
import type { Inbank } from "./inbank"

/** What settling a session may find: the plan's own problems and those of carrying it out. */
const SETTLE_PROBLEMS = [
  ...PROBLEMS,
  "account_changed",
  "account_missing",
  "credentials_refused",
  "order_not_placed",
] as const
export type SettleProblem = Problem | (typeof SETTLE_PROBLEMS)[number]

export interface FoundProblem {
  kind: SettleProblem
  detail?: string
}

/** What the merchant should do, in a sentence. */
export function remedy(problem: SettleProblem, portalUrl: string): string {
  switch (problem) {
    case "amount_mismatch":
      return `Inbank's amount differs from the cart's. No order was placed. Look the contract up in the Partner Portal (${portalUrl}) and cancel or withdraw it.`
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

/**
 * Keeps the open problems of a session equal to what the last look found, and tells subscribers what opened
 * (`inbank.problem.opened`) and what was cleared (`inbank.problem.cleared`).
 */
export async function showProblems(
  container: MedusaContainer,
  inbank: Inbank,
  session: { id: string; portalUrl: string },
  found: readonly FoundProblem[],
): Promise<void> {
  const { problems } = inbank.store
  const sessionId = session.id
  const opened: string[] = []
  for (const { kind, detail } of found) {
    if (await problems.open({ kind, subject: sessionId, remedy: remedy(kind, session.portalUrl), detail }))
      opened.push(kind)
  }
  const cleared = await problems.clearExcept(
    sessionId,
    SETTLE_PROBLEMS,
    found.map((problem) => problem.kind),
  )
  for (const kind of opened) inbank.logger.warn(`Inbank: problem "${kind}" opened for session ${sessionId}`)
  await container
    .resolve(Modules.EVENT_BUS)
    .emit([
      ...opened.map((kind) => ({ name: "inbank.problem.opened", data: { kind, session_id: sessionId } })),
      ...cleared.map((kind) => ({ name: "inbank.problem.cleared", data: { kind, session_id: sessionId } })),
    ])
}
