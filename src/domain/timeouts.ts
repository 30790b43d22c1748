/**
 * How long one part waits for another, in one place, so that the values can be compared. `__tests__/timeouts.spec.ts`
 * holds which must be shorter than which. Milliseconds, or seconds where SQL counts in them. The client's time-outs for
 * one request to Inbank are options of `client/client.ts`.
 */

// Somebody waits.

/** At a page: a return from e-POS, a merchant's look at an order. What takes longer continues in the background. */
export const PAGE_MS = 8_000
/** For one answer of Inbank's within a page. */
export const PAGE_ASKS_MS = 4_000
/** For Inbank, before a shopper is sent to the open session: after that it is given out without asking. */
export const CHECKOUT_ASKS_MS = 3_000
/** For reconciling to end, before a merchant's statement is written down. */
export const RECORD_MS = 10_000
/** For reconciling to end, before a merchant's button acts in Medusa: a run that a callback began is over by then. */
export const BUTTON_MS = 20_000
/** As long as Medusa itself waits for a cart that is being completed. */
export const COMPLETION_MS = 30_000
/** The same on Medusa 1, which holds a database connection meanwhile. */
export const COMPLETION_ON_MEDUSA_1_MS = 20_000
/** A storefront's waiting page: shorter than proxies wait for an answer. */
export const LONG_POLL_SECONDS = 25
/** Between two queries to the database for all pages that wait. */
export const LONG_POLL_EVERY_MS = 500
/** A call to our own address from our own machine, in the merchant's test of callbacks. */
export const SELF_TEST_MS = 10_000

// Inbank is asked.

/** While somebody waits at a button: one try each time, so that what they pressed ends well within a minute. */
export const INTERACTIVE_ASK_MS = 6_000
/** While nobody waits: two of these reads with their retries, session and contract, end within a lease. */
export const PATIENT_ASK_MS = 6_000
/** After an approval Inbank advises to ask once a second, for at most 15 s (https://docs.inbank.eu/api/full-api-flow). */
export const POLL_EVERY_MS = 1_000
export const POLL_FOR_MS = 15_000
/** An answer this young is not asked for again, unless there was a notification since. */
export const FRESH_MS = 5_000
/** A session that was known to be open this short time ago is given out again without asking. */
export const RECENT_MS = 60_000
/**
 * A little over the client's time-out: a row that still has no address after this has lost the process that made it.
 */
export const TWIN_SECONDS = 15

// Leases, and half-done work.

export const LEASE_SECONDS = 30
export const LEASE_RENEWED_EVERY_MS = 5_000
/** A process that holds a lease longer hangs: the lease is no longer renewed. */
export const LEASE_HELD_AT_MOST_MS = 300_000
/**
 * A notification waits this long for another process that works on the row; after that the row stays due, for that
 * process or the sweep.
 */
export const NOTIFIED_WAITS_MS = 5_000
/** Longer than Medusa's longest call of a provider: a dead process left any half-written row that is older. */
export const PROVIDER_CALL_SECONDS = 90
/** Longer than Medusa takes to write a refund, a cancellation or an order, its provider's time included. */
export const MEDUSA_WRITES_SECONDS = 150
/** A process that began a completion has ended by now, whatever it waited for. */
export const COMPLETION_ABANDONED_SECONDS = 600

// The sweep.

/** Medusa first starts its other modules, and listens. */
export const SWEEP_AFTER_START_MS = 1_000
/** Between two sweeps: not the same in two processes, so that they do not always meet. */
export const SWEEP_PAUSE_MS = { shortest: 3_000, longest: 5_000 } as const
/** Rows with a notification go first for this time; the rest of the sweep is for the others. */
export const SWEEP_NOTIFIED_FIRST_MS = 25_000
/** After this a sweep begins again, with the rows that were notified meanwhile. */
export const SWEEP_RUN_MS = 50_000
/** A sweep that takes longer hangs somewhere: another begins, and the rows that the first has claimed stay claimed. */
export const SWEEP_HANGS_MS = 300_000
/** Above this the log tells the merchant how far the sweep is behind. */
export const SWEEP_LATE_SECONDS = 300

// The rest of the shop.

/** An event bus that is down may keep us waiting forever: Redis' client holds what it cannot send. */
export const EMIT_MS = 2_000
/**
 * Medusa rewrites a cart's promotions in several transactions: a total that is read in between is gone a moment later.
 */
export const CART_RESTS_MS = 1_000
/** A process that must end gives running work this time: well within the ten seconds before it is killed. */
export const SHUTDOWN_SECONDS = 5
