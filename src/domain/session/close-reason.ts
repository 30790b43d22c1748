import { contractStatus, sessionStatus } from "./lifecycle"

interface Attributes {
  /** We abandoned the contract: whatever Inbank says next, no order is placed with it. */
  abandons: boolean
  /** Closed to shoppers only: if Inbank still says yes, the order is placed. */
  mayStillBeOrdered: boolean
  /**
   * The session never had an address at Inbank, or its address no longer works: the shopper reads that nothing was
   * begun.
   */
  neverStarted: boolean
}

const NONE = { abandons: false, mayStillBeOrdered: false, neverStarted: false } as const
const ABANDONED = { ...NONE, abandons: true } as const

/** Why a row is no longer open for its payment, by the word that is stored. */
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
  /** Medusa never makes an order of this cart. */
  order_impossible: ABANDONED,
  /** Another method paid, or the order costs nothing. */
  paid_otherwise: ABANDONED,
  // Ours, about a session.
  /** Inbank refused to make it, or named an address that is not allowed. */
  refused: { ...NONE, neverStarted: true },
  /** Inbank's answer never came: it may still have made the session. */
  unknown: { ...NONE, mayStillBeOrdered: true, neverStarted: true },
  /** The provider entry now names another shop or environment. */
  account_changed: { ...NONE, neverStarted: true },
  /** Its time was nearly over when a shopper began again. */
  outlived: { ...NONE, mayStillBeOrdered: true },
  /** Taken into the store after its row was lost: nobody has its address. */
  adopted: { ...NONE, mayStillBeOrdered: true },
  // The merchant's word.
  /** The customer repaid the contract early: the money was earned. */
  repaid_early: NONE,
} as const satisfies Record<string, Attributes>

export type CloseReason = keyof typeof CLOSE_REASONS

/** No order is placed for these reasons, whatever Inbank says next. */
export type AbandonReason = {
  [Reason in CloseReason]: (typeof CLOSE_REASONS)[Reason] extends { abandons: true } ? Reason : never
}[CloseReason]

/** Reads a stored word. A word of a later version, read while processes are replaced, is ignored. */
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

/** The close reason that Inbank's last words give; nothing while the session may still change. */
export function closedByInbank(
  sessionWord: string | null,
  contractWord: string | null,
): CloseReason | undefined {
  if (contractStatus(contractWord) === "terminated") return "terminated"
  const status = sessionStatus(sessionWord)
  return status === "declined" || status === "cancelled" || status === "expired" ? status : undefined
}

/** Nothing comes of the session, or its contract has ended: its payment can be released without harm. */
export function isOver(sessionWord: string | null, contractWord: string | null): boolean {
  return closedByInbank(sessionWord, contractWord) !== undefined
}

/** For SQL: a row that is closed for one of these reasons becomes an order like an open row, once Inbank says yes. */
export const STILL_ORDERED: readonly CloseReason[] = Object.keys(CLOSE_REASONS)
  .filter(isCloseReason)
  .filter(mayStillBeOrdered)
