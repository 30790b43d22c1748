import { camelCaseKeys } from "./keys"
import { isRecord } from "./parsing"
import { cutToBytes, type Scrub } from "./scrub"

const MOST = 20
const LONGEST = 200

/** What Inbank said in an error body. */
export interface SaidInError {
  /** Words for programs, such as `can_not_approve`. */
  codes: string[]
  /** Codes and sentences together, for people. */
  said: string[]
}

/**
 * Reads an error body in all the shapes that were seen: `message` or `Message` as one word, a sentence, or a list of
 * codes, with or without `errorCode`. INFERRED: an object by field. Any other body gives nothing.
 *
 * @see https://docs.inbank.eu/api/epos-flow/other/postmerchantapproval.md
 */
export function readErrorBody(json: unknown, scrub: Scrub): SaidInError {
  const body = camelCaseKeys(json)
  if (!isRecord(body)) return { codes: [], said: [] }
  const found = [...leaves(body["errorCode"], ""), ...leaves(body["message"], "")]
  const said = [...new Set(found)].slice(0, MOST).map((word) => cutToBytes(scrub(word), LONGEST))
  return { codes: said.filter((word) => /^[\w.:-]+$/.test(word)), said }
}

function leaves(value: unknown, path: string): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [path + value.trim()]
  if (typeof value === "number") return [path + String(value)]
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, path))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}${key}:`))
}
