import { neededText } from "../http/parsing"

/**
 * The uuid of an answer, which must be the requested one: a confused proxy or cache must not mix one order with the
 * state of another.
 */
export function sameUuid(asked: string) {
  return neededText.refine(
    (uuid) => uuid.toLowerCase() === asked.trim().toLowerCase(),
    "is not the one asked for",
  )
}
