import type { FaultRequest } from "./fault-request"
import type { Fault } from "./api/faults/live-fault"
import type { JournalEntry } from "./api/journal"
import type { SandboxCallback } from "./bank/callbacks/sent-callback"
import type { CallbackDisturbance, PlannedDisturbance } from "./bank/callbacks/disturbance"
import type { Expiry, SandboxContract, SandboxSession } from "./bank/records"
import type { Customer, Portal } from "./control/people"
import type { SandboxShop } from "./shops"

export interface SandboxOptions {
  /** 0, the default: any free port. */
  readonly port?: number
  /** 127.0.0.1 by default. */
  readonly host?: string
  /** The documented demo shop by default. */
  readonly shops?: readonly SandboxShop[]
  /** What the sandbox's clock starts from: expiry, timestamps, journal. The machine's by default. */
  readonly now?: () => Date
  /** false: callbacks are dropped until `callbacks.resume()`. */
  readonly sendCallbacks?: boolean
}

/** All that the sandbox remembers; copies, so that changing them changes nothing. */
export interface SandboxState {
  readonly sessions: readonly SandboxSession[]
  readonly contracts: readonly SandboxContract[]
  readonly callbacks: readonly SandboxCallback[]
}

/** Plans misbehaviour of the API. The first fault that matches a request and is not spent yet befalls it. */
export interface SandboxFaults {
  /** @throws NotValid, with a sentence. */
  add(request: FaultRequest): Fault
  /** All that were added, oldest first, spent ones too. */
  list(): Fault[]
  /** Releases what hangs as well. @throws NotPossible when there is no such fault; so do the other methods. */
  remove(id: string): void
  /** Lets the requests that hang now go on. */
  release(id: string): void
  /** Removes all faults. */
  clear(): void
  /**
   * Resolves when the fault has befallen at least `count` requests (1 without it): it was answered so, was reset,
   * hangs, has been sent the first half. Rejects when that cannot happen (any more).
   */
  befallen(id: string, count?: number): Promise<void>
}

/** Sends, withholds and disturbs the callbacks. */
export interface SandboxCallbacks {
  /** From now on callbacks are lost: recorded as `dropped`, never sent. */
  pause(): void
  resume(): void
  isPaused(): boolean
  /** Disturbs the callbacks to come, instead of any plan before. @throws NotValid, with a sentence. */
  disturb(plan: CallbackDisturbance): void
  /** The callbacks to come are sent as ever. What is held stays so. */
  calm(): void
  /** The plan that befalls the next callback, if there is one. */
  disturbed(): PlannedDisturbance | undefined
  /** What waits for `release`, in the order of the events. */
  held(): SandboxCallback[]
  /** Sends what is held, one after the other, each once the one before was answered or failed. */
  release(order?: "as_sent" | "reversed"): Promise<void>
  /**
   * Sends the last callback of a session again, byte for byte, even while paused and undisturbed by any plan; `copies`
   * (1) at once. Resolves when they were answered or failed. @throws NotPossible when there was none.
   */
  repeat(sessionUuid: string, options?: { readonly copies?: number }): Promise<void>
}

/** When the merchant is paid for a contract. By itself: as the next calendar day begins in the shop's country. */
export interface SandboxPayouts {
  /** From now on nothing is paid out by itself. */
  hold(): void
  /** What fell due meanwhile is paid out now. */
  resume(): void
  isHeld(): boolean
  /** Pays an active contract out at once, held or not. @throws NotPossible */
  payOut(contractUuid: string): void
}

/** Moves the sandbox's time: expiry, timestamps and journal follow. Delays stay in real time. */
export interface SandboxClock {
  now(): Date
  isMoved(): boolean
  /** Backwards if negative; what has expired stays so. @throws NotValid */
  advance(milliseconds: number): void
  /** From there it goes on. @throws NotValid */
  set(date: Date): void
  /** Back to the time of the `now` option. */
  reset(): void
}

/** A running stand-in for Inbank. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`: the plugin's `apiUrl`. */
  readonly url: string
  readonly port: number
  readonly shops: readonly SandboxShop[]
  readonly customer: Customer
  readonly portal: Portal
  readonly faults: SandboxFaults
  readonly callbacks: SandboxCallbacks
  readonly payouts: SandboxPayouts
  readonly clock: SandboxClock
  /** Every request to the API, in the order in which they came. */
  journal(): JournalEntry[]
  /** How often each route was asked: `{ "POST /pos-sessions": 1, "GET /contracts": 2 }`. */
  upstreamCounts(): Record<string, number>
  state(): SandboxState
  session(uuid: string): SandboxSession | undefined
  contract(uuid: string): SandboxContract | undefined
  /**
   * What was given back at the bank of a contract, major units: the parts that were returned, and with a withdrawal all
   * the rest. @throws NotPossible when there is no such contract.
   */
  refunded(contractUuid: string): number
  /**
   * Expires what is open and past its `validUntil`, as Inbank does by itself (and as each request to the sandbox does
   * too). Sends no callback (INFERRED). Returns the sessions' uuids.
   */
  expireSessions(options?: Expiry): Promise<string[]>
  /**
   * Forgets sessions, contracts, journal, callbacks, faults and disturbances; shops stay, sending, payouts and clock
   * are as at the start. Requests that hang or are delayed are dropped without being carried out, and so are callbacks.
   */
  reset(): void
  /** Resolves when no callback is in flight or delayed; held ones do not count. */
  idle(): Promise<void>
  /** Gives up callbacks that are under way and requests that hang, drops connections, frees the port. */
  close(): Promise<void>
}
