/** At Inbank: where the merchant looks. */
interface AtInbank {
  /** Of the account's country. */
  portalUrl: string
}

interface Entry {
  about: "session" | "account"
  /**
   * `critical`: money or goods are lost until somebody acts, or no payment works. `warning`: a person must decide or
   * repair something. `info`: the plugin keeps trying by itself; look at it if it stays.
   */
  severity: "critical" | "warning" | "info"
  /**
   * Who clears it. `pass`: the next pass over its session that does not find it. `event`: the next event of its kind,
   * for example a correctly signed callback. `person`: a person says that it is over, because no event may ever show
   * it.
   */
  clearedBy: "pass" | "event" | "person"
  /** What the merchant should do, in a sentence or two. */
  remedy: (values: never) => string
}

/** Everything that needs a human. The kinds are public (docs/problems.md is drawn from here). */
export const PROBLEMS = {
  account_changed: {
    ...{ about: "session", severity: "warning", clearedBy: "pass" },
    remedy: () =>
      "The session was made with another shop or environment than the one configured now. Restore that configuration, or look after the session in the Partner Portal.",
  },
  account_missing: {
    ...{ about: "session", severity: "warning", clearedBy: "pass" },
    remedy: () =>
      "The provider entry that made this session is gone from medusa-config. Put it back until its sessions are finished.",
  },
  amount_mismatch: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Inbank's amount differs from the cart's, so no order was placed. If the contract is not cancelled yet, cancel or withdraw it in the Partner Portal (${portalUrl}).`,
  },
  approval_overdue: {
    ...{ about: "session", severity: "warning", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `A granted contract has waited for its approval for longer than option \`approvalReminderDays\` says, and Inbank pays only what is approved. Capture the order's Inbank payment if the goods are handed over or will be; otherwise cancel the order, or the contract alone ("Cancel contract" on the order). With \`approval: "none"\` Inbank completes contracts by itself: see in the Partner Portal (${portalUrl}) why it has not, and whether it waits for your approval.`,
  },
  approve_or_cancel: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Inbank granted a contract that Medusa no longer waits for: its order was changed before the payment was captured, was cancelled, or never came to be. To keep the contract as it was granted, capture the order's Inbank payment, and do not collect its amount a second time. Otherwise cancel the contract: "Cancel contract" on the order, or in the Partner Portal (${portalUrl}).`,
  },
  callbacks_rejected: {
    ...{ about: "account", severity: "warning", clearedBy: "event" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Callbacks are refused because their signature is missing or wrong; orders come by the customer's return and the sweep meanwhile. Compare option \`apiKey\` of this provider entry with the shop's key at Inbank (${portalUrl}); while keys are changed, give the former one as \`previousApiKey\`; if Inbank does not sign, set \`callbackSignature\` to "optional". See docs/callbacks.md.`,
  },
  contract_not_active: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `The payment and the contract disagree: the contract is not active at Inbank. Do not ship before you have looked at it in the Partner Portal (${portalUrl}).`,
  },
  contract_terminated: {
    ...{ about: "session", severity: "warning", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `The contract of a paid order is terminated at Inbank. Look it up in the Partner Portal (${portalUrl}): withdrawn, by you or somebody of yours? Then press Refund on the order, or record the refund if the order is cancelled; it is booked without another call. Repaid early by the customer? Then say so on the order ("Repaid early"), and nothing else is to be done.`,
  },
  contradiction: {
    ...{ about: "session", severity: "info", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Inbank takes back what it had said for good. Nothing was changed; look at the session in the Partner Portal (${portalUrl}).`,
  },
  credentials_refused: {
    ...{ about: "account", severity: "critical", clearedBy: "event" },
    remedy: () =>
      "Inbank refused the API key. Check shopUuid, apiKey and environment of this provider entry.",
  },
  do_not_ship: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: () =>
      "Do not ship: Inbank no longer finances this order. Agree another payment with the customer or cancel the order.",
  },
  financed_order_canceled: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Inbank paid for an order that is cancelled in Medusa. Withdraw the contract in the Partner Portal (${portalUrl}).`,
  },
  financed_without_order: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Inbank paid, but there is no order to pay. Place the order for the customer or withdraw the contract in the Partner Portal (${portalUrl}).`,
  },
  keeps_failing: {
    ...{ about: "session", severity: "info", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `What this session needs has failed several times in a row and is tried on. The server's log tells why; look at the session in the Partner Portal (${portalUrl}).`,
  },
  order_not_placed: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: () =>
      "Inbank said yes, but Medusa could not place the order. Mend what the detail says; the order is then placed by itself.",
  },
  order_total_changed: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `What the order costs was changed after the customer signed, so its contract is not approved. Take the change back; or cancel the contract ("Cancel contract" on the order, or in the Partner Portal: ${portalUrl}) and agree another payment with the customer; or cancel the order and let the customer order anew.`,
  },
  ordered_twice: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: () =>
      "Two orders were made of one cart, and Inbank finances one purchase. Archive the order that nobody is waiting for; Medusa cannot cancel it without ending the contract that both share.",
  },
  orphan_callback: {
    ...{ about: "account", severity: "warning", clearedBy: "person" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Inbank called about a session that this store does not know. If the database was restored from a backup, adopt what was lost, on the admin's page Inbank (docs/operations.md). Otherwise look for the session in the Partner Portal (${portalUrl}).`,
  },
  paid_twice: {
    ...{ about: "session", severity: "critical", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `The customer paid for this purchase by another method too. Give one of the payments back: the other method's in Medusa, or Inbank's contract in the Partner Portal (${portalUrl}).`,
  },
  redirect_host_refused: {
    ...{ about: "account", severity: "critical", clearedBy: "event" },
    remedy: ({ host }: { host: string }) =>
      `Inbank sent shoppers to ${host}, which option \`redirectHosts\` does not list. If that host is Inbank's, add it.`,
  },
  refund_refused: {
    ...{ about: "session", severity: "warning", clearedBy: "event" },
    /** @param refund amount and currency; @param place where it is made by hand. */
    remedy: ({ refund, place }: { refund: string; place: string }) =>
      `Inbank refused a refund of ${refund} that was under way. Refund it again, or make it ${place}.`,
  },
  refund_unfinished: {
    ...{ about: "session", severity: "info", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `A refund was begun at Inbank and is not ended. It is taken up again by itself; if it stays so, look at the contract in the Partner Portal (${portalUrl}) and record the outcome on the order.`,
  },
  terminated_without_order: {
    ...{ about: "session", severity: "warning", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `A contract for which there is no order was terminated. Withdrawn, or repaid early by the customer? If you were paid and keep the money, give it back (Partner Portal: ${portalUrl}).`,
  },
  unclaimed_session: {
    ...{ about: "session", severity: "warning", clearedBy: "person" },
    remedy: ({ reference, named, portalUrl }: AtInbank & { reference: string; named: string }) =>
      `Inbank never answered when session ${reference} was begun, and later called about ${named}, which could not be shown to be that session. Look for it in the Partner Portal (${portalUrl}); approve nothing that no order stands for.`,
  },
  unknown_status: {
    ...{ about: "session", severity: "warning", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Inbank's status is a word that this plugin does not know. It waits, and neither pays nor fails the payment; look at the session in the Partner Portal (${portalUrl}).`,
  },
  unknown_to_inbank: {
    ...{ about: "session", severity: "warning", clearedBy: "pass" },
    remedy: ({ portalUrl }: AtInbank) =>
      `Inbank does not know a session that it made for this store. Check shopUuid, apiKey and environment of this provider entry, and look for the purchase in the Partner Portal (${portalUrl}).`,
  },
} as const satisfies Record<string, Entry>

export type ProblemKind = keyof typeof PROBLEMS

/** The problems that a pass over a session finds and clears. */
export type PassProblem = {
  [Kind in ProblemKind]: (typeof PROBLEMS)[Kind] extends { clearedBy: "pass" } ? Kind : never
}[ProblemKind]

export const PROBLEM_KINDS: readonly ProblemKind[] = Object.keys(PROBLEMS).filter(isProblemKind)

export const PASS_PROBLEMS: readonly PassProblem[] = PROBLEM_KINDS.filter(isPassProblem)

/** Reads a stored kind. A kind of a later version, read while processes are replaced, has no entry. */
export function problemKind(word: string): ProblemKind | undefined {
  return isProblemKind(word) ? word : undefined
}

function isProblemKind(word: string): word is ProblemKind {
  return Object.hasOwn(PROBLEMS, word)
}

function isPassProblem(kind: ProblemKind): kind is PassProblem {
  return PROBLEMS[kind].clearedBy === "pass"
}
