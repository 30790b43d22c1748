/** Inbank was not asked, by a decision of our own. The message says why, for the log. */
export class NotAsked extends Error {
  override readonly name = "NotAsked"
}
