/** A requested step that the session or contract cannot take. */
export class NotPossible extends Error {
  override readonly name = "NotPossible"

  constructor(
    readonly reason: "unknown" | "wrong_status",
    sentence: string,
  ) {
    super(sentence)
  }
}
