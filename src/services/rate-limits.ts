import { PerMinute } from "./per-minute"

/** How often an address may be called within a minute. */
const LIMITS = {
  /**
   * Per address of a session and signer. Separate from the doubtful ones: no flood of forgeries keeps a genuine
   * callback out.
   */
  signedCallback: new PerMinute(120),
  /** Per session: wrong signatures, and missing ones even where they are optional. */
  doubtfulCallback: new PerMinute(20),
  /** Per remote address: tokens that are not ours. */
  unknownToken: new PerMinute(60),
  /**
   * The same, correctly signed: by Inbank, when a backup was restored, or by a person who has seen one message of their
   * own purchase.
   */
  signedUnknownToken: new PerMinute(300),
  /** Per session. */
  customerReturn: new PerMinute(60),
}
export type Limit = keyof typeof LIMITS

/** Counts a call. @returns how many seconds to wait when it was one too many. */
export async function secondsToWait(limit: Limit, key: string): Promise<number | undefined> {
  return await LIMITS[limit].secondsToWait(key)
}

/** Like `secondsToWait`, but does not count the call. */
export async function secondsLeft(limit: Limit, key: string): Promise<number | undefined> {
  return await LIMITS[limit].secondsLeft(key)
}
