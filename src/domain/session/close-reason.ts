import { contractStatus, sessionStatus } from "./lifecycle"

interface Attributes {
  /** We abandoned the contract: whatever Inbank says next, no order is placed with it. */
  abandons: boolean
  /** Closed to shoppers alone: where Inbank says yes all the same, the order is placed. */
  mayStillBeOrdered: boolean
  /** The session never had an address at Inbank, or has one that serves no more: the shopper is told that nothing was begun. */
  neverStarted: boolean
}

const NONE = { abandons: false, mayStillBeOrdered: false, neverStarted: false } as const
const ABANDONED = { ...NONE, abandons: true } as const

/** Why a row stands open for its payment no more, by the word that is stored. */
const CLOSE_REASONS = {
  // Inbank's own last words.
  declined: NONE,
  cancelled: NONE,
  expired: NONE,
  /** Withdrawn, or repaid early: Inbank does not tell which (INFERRED). */
  terminated: NONE,
  // Ours, about a contract.
  amount_mismatch: ABANDONED,
  cart_changed: ABANDONED,
  cart_gone: ABANDONED,
  order_canceled: ABANDONED,
  /** Medusa will never make an order of the cart. */
  order_impossible: ABANDONED,
  /** Another method paid, or the order costs nothing. */
  paid_otherwise: ABANDONED,
  // Ours, about a session.
  /** Inbank refused to make it, or named an address that is not allowed. */
  refused: { ...NONE, neverStarted: true },
  /** Inbank's answer never came: it may have made it all the same. */
  unknown: { ...NONE, mayStillBeOrdered: true, neverStarted: true },
  /** The provider entry names another shop or environment now. */
  account_changed: { ...NONE, neverStarted: true },
  /** Its time was nearly over when a shopper began anew. */
  outlived: { ...NONE, mayStillBeOrdered: true },
  /** Taken into the store after its row was lost: nobody has its address. */
  adopted: { ...NONE, mayStillBeOrdered: true },
  // A merchant's word.
  /** The customer repaid the contract before its time: the money was earned. */
  repaid_early: NONE,
} as const satisfies Record<string, Attributes>

export type CloseReason = keyof typeof CLOSE_REASONS

/** Of these no order comes, whatever Inbank says next. */
export type AbandonReason = {
  [Reason in CloseReason]: (typeof CLOSE_REASONS)[Reason] extends { abandons: true } ? Reason : never
}[CloseReason]

/** Reads a stored word. One of a later version, read while processes are replaced, is none that we act on. */
export function closeReason(word: string | null): CloseReason | null {
  return word !== null && isCloseReason(word) ? word : null
}

function isCloseReason(word: string): word is CloseReason {
  return Object.hasOwn(CLOSE_REASONS, word)
}

/** Why the contract was abandoned; nothing where it was not. */
export function abandoned(word: string | null): AbandonReason | null {
  const reason = closeReason(word)
  return reason && isAbandonReason(reason) ? reason : null
}

function isAbandonReason(reason: CloseReason): reason is AbandonReason {
  return CLOSE_REASONS[reason].abandons
}

export function mayStillBeOrdered(reason: CloseReason): boolean {
  return CLOSE_REASONS[reason].mayStillBeOrdered
}

export function neverStarted(reason: CloseReason): boolean {
  return CLOSE_REASONS[reason].neverStarted
}

/** What Inbank's own last words close a row for; nothing while it may go on. */
export function closedByInbank(
  sessionWord: string | null,
  contractWord: string | null,
): CloseReason | undefined {
  if (contractStatus(contractWord) === "terminated") return "terminated"
  const status = sessionStatus(sessionWord)
  return status === "declined" || status === "cancelled" || status === "expired" ? status : undefined
}

/** Nothing will come of the session, or its contract was ended: whoever lets its payment go harms nobody. */
export function isOver(sessionWord: string | null, contractWord: string | null): boolean {
  return closedByInbank(sessionWord, contractWord) !== undefined
}

/** For SQL: a row that is closed for one of these becomes an order as an open one does, once Inbank says yes. */
export const STILL_ORDERED: readonly CloseReason[] = Object.keys(CLOSE_REASONS)
  .filter(isCloseReason)
  .filter(mayStillBeOrdered)
