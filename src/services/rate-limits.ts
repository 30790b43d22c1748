import { PerMinute } from "./per-minute"

/** How often an address may be called within a minute. */
const LIMITS = {
  /** Per address of a session and signer. Apart from the doubtful ones: no flood of forgeries keeps a genuine callback out. */
  signedCallback: new PerMinute(120),
  /** Per session: wrong signatures, and missing ones even where they are optional. */
  doubtfulCallback: new PerMinute(20),
  /** Per remote address: tokens that are none of ours. */
  unknownToken: new PerMinute(60),
  /** The same, well signed: by Inbank, when a backup was restored, or by whoever has seen one message of his own purchase. */
  signedUnknownToken: new PerMinute(300),
  /** Per session. */
  customerReturn: new PerMinute(60),
}
export type Limit = keyof typeof LIMITS

/** Counts a call. @returns how many seconds to stay away when it was one too many. */
export async function secondsToWait(limit: Limit, key: string): Promise<number | undefined> {
  return await LIMITS[limit].secondsToWait(key)
}

/** As `secondsToWait`, for one that would be too many, without counting it. */
export async function secondsLeft(limit: Limit, key: string): Promise<number | undefined> {
  return await LIMITS[limit].secondsLeft(key)
}
