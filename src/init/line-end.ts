/** How the lines of a file end. */
export function lineEndOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n"
}
