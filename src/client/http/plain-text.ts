/**
 * Text from outside with a space in place of each control character: PostgreSQL stores no text with a zero character in
 * it, and a line of the log must stay one line. A space and not nothing, so that no new text becomes a word that we
 * know.
 */
export function plainText(text: string): string {
  return text.replace(/\p{Cc}/gu, " ")
}
