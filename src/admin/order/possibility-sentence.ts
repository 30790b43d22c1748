import type { Possibility } from "../api/answers"
import type { Texts } from "../texts/use-texts"

/**
 * What follows, or why not, in the merchant's language; the server's English for a code that our texts do not have yet.
 */
export function possibilitySentence({ word }: Texts, possibility: Possibility): string {
  const { code, values } = possibility
  const inEnglish = possibility.possible ? possibility.what : possibility.why
  return word("possibility", code, inEnglish, values)
}
