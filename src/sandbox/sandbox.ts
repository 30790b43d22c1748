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
  /** The start of the sandbox's clock: expiry, timestamps, journal. The machine's by default. */
  readonly now?: () => Date
  /** false: callbacks are dropped until `callbacks.resume()`. */
  readonly sendCallbacks?: boolean
}

/** Everything that the sandbox remembers; copies, so that changing them changes nothing. */
export interface SandboxState {
  readonly sessions: readonly SandboxSession[]
  readonly contracts: readonly SandboxContract[]
  readonly callbacks: readonly SandboxCallback[]
}

/** Plans misbehaviour of the API. The first unspent fault that matches a request hits it. */
export interface SandboxFaults {
  /** @throws NotValid, with a sentence. */
  add(request: FaultRequest): Fault
  /** All faults that were added, oldest first, spent ones too. */
  list(): Fault[]
  /** Also releases what hangs. @throws NotPossible when there is no such fault; so do the other methods. */
  remove(id: string): void
  /** Lets the requests that hang now continue. */
  release(id: string): void
  /** Removes all faults. */
  clear(): void
  /**
   * Resolves when the fault has hit at least `count` requests (1 without it): the request was answered by it, was
   * reset, hangs, or was sent the first half. Rejects when that cannot happen (any more).
   */
  befallen(id: string, count?: number): Promise<void>
}

/** Sends, holds and disturbs the callbacks. */
export interface SandboxCallbacks {
  /** From now on callbacks are lost: recorded as `dropped`, never sent. */
  pause(): void
  resume(): void
  isPaused(): boolean
  /** Disturbs the next callbacks, in place of any earlier plan. @throws NotValid, with a sentence. */
  disturb(plan: CallbackDisturbance): void
  /** Sends the next callbacks as usual. Held callbacks stay held. */
  calm(): void
  /** The plan for the next callback, if there is one. */
  disturbed(): PlannedDisturbance | undefined
  /** What waits for `release`, in the order of the events. */
  held(): SandboxCallback[]
  /** Sends the held callbacks one after the other, each once the previous one was answered or failed. */
  release(order?: "as_sent" | "reversed"): Promise<void>
  /**
   * Sends the last callback of a session again, byte for byte, also while paused, and without any planned disturbance;
   * `copies` (1) at once. Resolves when they were answered or failed. @throws NotPossible when there was none.
   */
  repeat(sessionUuid: string, options?: { readonly copies?: number }): Promise<void>
}

/** When the merchant is paid for a contract. By default when the next calendar day begins in the shop's country. */
export interface SandboxPayouts {
  /** From now on nothing is paid out automatically. */
  hold(): void
  /** What became due meanwhile is paid out now. */
  resume(): void
  isHeld(): boolean
  /** Pays an active contract out at once, held or not. @throws NotPossible */
  payOut(contractUuid: string): void
}

/** Moves the sandbox's time: expiry, timestamps and journal follow. Delays stay in real time. */
export interface SandboxClock {
  now(): Date
  isMoved(): boolean
  /** Backwards if negative; what has expired stays expired. @throws NotValid */
  advance(milliseconds: number): void
  /** The clock continues from there. @throws NotValid */
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
  /** How often each route was requested: `{ "POST /pos-sessions": 1, "GET /contracts": 2 }`. */
  upstreamCounts(): Record<string, number>
  state(): SandboxState
  session(uuid: string): SandboxSession | undefined
  contract(uuid: string): SandboxContract | undefined
  /**
   * What the bank gave back of a contract, major units: the parts that were returned, and with a withdrawal all the
   * rest. @throws NotPossible when there is no such contract.
   */
  refunded(contractUuid: string): number
  /**
   * Expires what is open and past its `validUntil`, as Inbank does by itself (and as each request to the sandbox does
   * too). Sends no callback (INFERRED). Returns the sessions' uuids.
   */
  expireSessions(options?: Expiry): Promise<string[]>
  /**
   * Forgets sessions, contracts, journal, callbacks, faults and disturbances. Shops stay; sending, payouts and clock
   * are as at the start. Requests and callbacks that hang or are delayed are dropped without being carried out.
   */
  reset(): void
  /** Resolves when no callback is in flight or delayed; held ones do not count. */
  idle(): Promise<void>
  /** Drops running callbacks and requests that hang, closes connections, frees the port. */
  close(): Promise<void>
}
