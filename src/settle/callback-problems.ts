import type { Account } from "../domain/account"
import type { Inbank } from "./inbank"
import { clearProblems, countProblem, openProblem } from "./problems"

const REJECTED = "callbacks_rejected"

/** A callback to one of our addresses was refused: counted per account, told and logged once. */
export async function callbackRejected(inbank: Inbank, account: Account, why: string): Promise<void> {
  await countProblem(inbank, {
    kind: REJECTED,
    subject: account.id,
    remedy: `Callbacks are refused because their signature is missing or wrong; orders come by the customer's return and the sweep meanwhile. Compare option \`apiKey\` of this provider entry with the shop's key at Inbank (${account.partnerPortalUrl}); while keys are changed, give the former one as \`previousApiKey\`; if Inbank does not sign, set \`callbackSignature\` to "optional". See docs/callbacks.md.`,
    detail: `The last one: ${why}.`,
  })
}

/** A well signed callback shows that the account's key is right. Never throws: the callback itself is stored already. */
export async function callbacksHeard(inbank: Inbank, account: Account): Promise<void> {
  await clearProblems(inbank, account.id, [REJECTED]).catch((error: unknown) =>
    inbank.logger.warn(`Inbank: ${REJECTED} could not be cleared: ${String(error)}`),
  )
}

/** Inbank speaks of a session that we do not know: one bounded problem per account, for a human to look into. */
export async function orphanCallback(
  inbank: Inbank,
  account: Account,
  status: string | undefined,
): Promise<void> {
  await openProblem(inbank, {
    kind: "orphan_callback",
    subject: account.id,
    remedy: `Inbank called about a session that this store does not know. Look for it in the Partner Portal (${account.partnerPortalUrl}).`,
    detail: status,
  })
}
