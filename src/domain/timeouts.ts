/**
 * How long one part waits for another, in one place, so that they can be read beside each other; what must stay shorter than
 * what is held by `__tests__/timeouts.spec.ts`. Milliseconds, or seconds where SQL counts in them. The client's own, for one
 * request to Inbank, are options of `client/client.ts`.
 */

// Somebody waits.

/** At a page: a return from e-POS, a merchant's look at an order. What takes longer goes on by itself. */
export const PAGE_MS = 8_000
/** For one answer of Inbank's within a page. */
export const PAGE_ASKS_MS = 4_000
/** For Inbank, before a shopper is sent to the session that is open: else it is handed out unasked. */
export const CHECKOUT_ASKS_MS = 3_000
/** For reconciling to be over, before what a merchant says is written down. */
export const RECORD_MS = 10_000
/** For reconciling to be over, before what a merchant's button does in Medusa: a callback's is over by then. */
export const BUTTON_MS = 20_000
/** As long as Medusa itself waits for a cart that is being completed. */
export const COMPLETION_MS = 30_000
/** The same on Medusa 1, which holds a database connection meanwhile. */
export const COMPLETION_ON_MEDUSA_1_MS = 20_000
/** A storefront's waiting page: shorter than proxies wait for an answer. */
export const LONG_POLL_SECONDS = 25
/** Between two questions to the database for all pages that wait. */
export const LONG_POLL_EVERY_MS = 500
/** A call to our own address from our own machine, in the merchant's test of callbacks. */
export const SELF_TEST_MS = 10_000

// Inbank is asked.

/** While somebody waits at a button: one try each time, so that what they pressed ends well within a minute. */
export const INTERACTIVE_ASK_MS = 6_000
/** While nobody waits: two such reads with their retries, session and contract, end within a lease. */
export const PATIENT_ASK_MS = 6_000
/** After an approval Inbank advises to ask once a second, for at most 15 s (https://docs.inbank.eu/api/full-api-flow). */
export const POLL_EVERY_MS = 1_000
export const POLL_FOR_MS = 15_000
/** An answer this young is not asked for again, unless there was a notification since. */
export const FRESH_MS = 5_000
/** A session that was known to be open so shortly ago is handed out again unasked. */
export const RECENT_MS = 60_000
/** A little over the client's time-out: a row without an address after this has lost its maker. */
export const TWIN_SECONDS = 15

// Leases, and what is half done.

export const LEASE_SECONDS = 30
export const LEASE_RENEWED_EVERY_MS = 5_000
/** Whoever holds one longer hangs: it is not renewed any more. */
export const LEASE_HELD_AT_MOST_MS = 300_000
/** A notification waits for somebody else who is at the row; after that the row stays due, for them or the sweep. */
export const NOTIFIED_WAITS_MS = 5_000
/** Longer than Medusa's longest call of a provider: a half-written row that is older was left by a dead process. */
export const PROVIDER_CALL_SECONDS = 90
/** Longer than Medusa takes to write a refund, a cancellation or an order, its provider's time included. */
export const MEDUSA_WRITES_SECONDS = 150
/** Whoever began a completion has ended by now, whatever they waited for. */
export const COMPLETION_ABANDONED_SECONDS = 600

// The sweep.

/** Medusa starts its other modules, and listens, first. */
export const SWEEP_AFTER_START_MS = 1_000
/** Between two: not the same for two processes, so that they do not always meet. */
export const SWEEP_PAUSE_MS = { shortest: 3_000, longest: 5_000 } as const
/** Rows with a notification go first for so long, and leave time for the others. */
export const SWEEP_NOTIFIED_FIRST_MS = 25_000
/** After that a sweep begins anew with those that were notified of meanwhile. */
export const SWEEP_RUN_MS = 50_000
/** A sweep that takes longer hangs somewhere: another is begun, and what the first has in hand is its own still. */
export const SWEEP_HANGS_MS = 300_000
/** Above this the merchant reads in the log how far the sweep is behind. */
export const SWEEP_LATE_SECONDS = 300

// The rest of the shop.

/** An event bus that is away may keep us waiting for ever: Redis' client holds what it cannot send. */
export const EMIT_MS = 2_000
/** Medusa rewrites a cart's promotions in several transactions: a total read in between is gone a moment later. */
export const CART_RESTS_MS = 1_000
/** A process that is told to end gives what is under way so long: well within the ten seconds before it is killed. */
export const SHUTDOWN_SECONDS = 5
