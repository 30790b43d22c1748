import type { HttpMethod, InbankErrorKind } from "./errors"

const LOOK_FIRST =
  "It may still have done what was asked: look at the contract in Inbank's Partner Portal before you try again."

/** What the merchant should do next. `said` is what Inbank said, already scrubbed. */
export function merchantMessage(
  kind: InbankErrorKind,
  method: HttpMethod,
  said: readonly string[] = [],
): string {
  const next = method === "POST" ? LOOK_FIRST : "Try again in a few minutes."
  switch (kind) {
    case "unreachable":
      return "Inbank could not be reached and nothing was sent. Try again in a few minutes; if it stays so, check the apiUrl setting and this server's network."
    case "timed_out":
      return `Inbank did not answer completely in time. ${next}`
    case "server_error":
      return `Inbank had a failure of its own. ${next}`
    case "rate_limited":
      return "Inbank takes no more requests at the moment. Wait a few minutes and try again."
    case "unauthorized":
      return "Inbank does not accept the API key. Check that apiKey, shopUuid and environment belong together."
    case "forbidden":
      return "Inbank does not allow this request. Check that shopUuid and apiKey belong to the same shop and environment, or ask Inbank's integration team."
    case "not_found":
      return `Inbank does not know what was asked for${quoted(said)}. Check shopUuid, productCode and environment: demo and production are separate.`
    case "rejected":
      return `Inbank refused the request${quoted(said)}. Correct what it names, or ask Inbank's integration team.`
    case "malformed_answer":
      return `The answer did not look like one of Inbank's. Check the apiUrl setting and any proxy in between. ${next}`
  }
}

/** For a request that this client itself would not write. */
export function notWritable(why: string): string {
  return `Nothing was sent to Inbank: ${why}.`
}

function quoted(said: readonly string[]): string {
  return said.length === 0 ? "" : ` (${said.join(", ")})`
}
