/**
 * Text from outside with a space in place of each control character: PostgreSQL keeps no text with a zero in it, and a log
 * line must stay one. A space and not nothing, so that no word becomes one that we know.
 */
export function plainText(text: string): string {
  return text.replace(/\p{Cc}/gu, " ")
}
