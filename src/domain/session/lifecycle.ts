import type { ProductType } from "../account/product-type"

/**
 * The life of an e-POS session and of a credit contract, as data.
 * Session: https://docs.inbank.eu/api/epos-flow/section/payment-session-state-model (the words SEEN, the arrows INFERRED).
 * Contract: `unsigned`, `signed`, `activated` SEEN; `terminated` INFERRED from `terminatedAt`.
 */
export const SESSION_GRAPH = {
  pending: ["granted", "completed", "declined", "cancelled", "expired"],
  granted: ["completed", "declined", "cancelled", "expired"],
  completed: [],
  declined: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<string, readonly string[]>

export type SessionStatus = keyof typeof SESSION_GRAPH

export const CONTRACT_GRAPH = {
  unsigned: ["signed", "terminated"],
  signed: ["activated", "terminated"],
  activated: ["terminated"],
  terminated: [],
} as const satisfies Record<string, readonly string[]>

export type ContractStatus = keyof typeof CONTRACT_GRAPH

/**
 * Inbank's word, or `unknown` for a word we do not know (or none yet): it means "wait", never paid and never failed.
 */
export function sessionStatus(word: string | null | undefined): SessionStatus | "unknown" {
  return isWordOf(SESSION_GRAPH, word) ? word : "unknown"
}

/** The contract's word; a word we do not know is read in the same way. */
export function contractStatus(word: string | null | undefined): ContractStatus | "unknown" {
  return isWordOf(CONTRACT_GRAPH, word) ? word : "unknown"
}

/** Inbank said a word that this plugin does not know. */
export function isStrange(status: SessionStatus | ContractStatus | "unknown", word: string | null): boolean {
  return status === "unknown" && word !== null
}

/**
 * True when a word takes back what was known: Inbank answered from an old copy, or contradicts itself. Nothing is
 * undone on such an answer. A change from one final word to another takes nothing back: the last one counts and is
 * shown.
 */
export function takesBack(graph: Graph, known: string | null, said: string): boolean {
  return known !== said && isWordOf(graph, known) && isWordOf(graph, said) && leadsTo(graph, said, known)
}

type Graph = Readonly<Record<string, readonly string[]>>

function leadsTo(graph: Graph, from: string, to: string): boolean {
  return (graph[from] ?? []).some((next) => next === to || leadsTo(graph, next, to))
}

/** What Inbank has told us about one session. */
export interface Observed {
  sessionStatus: string | null
  contractStatus: string | null
  productType: ProductType
}

/**
 * Where the money is, in a merchant's words. `granted`: Inbank lends, the merchant must approve. `activating`:
 * completed, but its contract is not (yet) active. `financed`: the merchant is paid and owes the goods. `refused`:
 * nothing comes of this session.
 */
export const STANDINGS = ["undecided", "granted", "activating", "financed", "refused"] as const
export type Standing = (typeof STANDINGS)[number]

/** Derives the standing from what Inbank said last. Pay next month has no contract of its own to wait for. */
export function standing(observed: Observed): Standing {
  const status = sessionStatus(observed.sessionStatus)
  switch (status) {
    case "unknown":
    case "pending":
      return "undecided"
    case "granted":
      return "granted"
    case "completed":
      return observed.productType === "pay_next_month" ||
        contractStatus(observed.contractStatus) === "activated"
        ? "financed"
        : "activating"
    case "declined":
    case "cancelled":
    case "expired":
      return "refused"
  }
}

function isWordOf<Words extends Graph>(
  graph: Words,
  word: string | null | undefined,
): word is keyof Words & string {
  return typeof word === "string" && Object.hasOwn(graph, word)
}
