import type { Assumption } from "./compare"

const A_PERSON = "a person would have to sign"
const A_CALLBACK = "Inbank's callback needs a public address and a person who signs"

/** What is taken for granted likewise and no harmless question can find out: it stays unknown. */
export const NOT_ASKED: readonly Assumption[] = [
  notAsked("2", "429 of the gateway", "answered when asked too often", "it would take a flood"),
  notAsked(
    "3.1",
    "object `advanced`, and the schedule",
    "the names of v2 in camelCase",
    "the plugin asks for the level `simple` only",
  ),
  notAsked("3.3", "`customerAddressData`", "an optional object", "the plugin does not send it"),
  notAsked("3.4", "`creditContractUuid`", "there once the session is granted", A_PERSON),
  notAsked("3.6", "422 for an approval", "may mean that it is approved already", A_PERSON),
  notAsked("3.7", "cancelling", "at `granted` only; a pending session cannot be cancelled", A_PERSON),
  notAsked(
    "3.8",
    "withdrawal: path, body, answer, `withdrawable`",
    "POST /contracts/{contractUuid}/merchant-withdrawal",
    "it would unwind a contract",
  ),
  notAsked(
    "3.9",
    "partial return: options, confirming",
    "a draft that a further call confirms",
    "it would change a contract",
  ),
  notAsked(
    "4.1",
    "transitions of a session",
    "pending, granted, completed; declined, cancelled or expired before that",
    A_PERSON,
  ),
  notAsked(
    "4.2",
    "contract status `terminated`",
    "the word for a contract that was cancelled or withdrawn",
    A_PERSON,
  ),
  notAsked("5.2", "callback when a session expires", "none", A_CALLBACK),
  notAsked(
    "5.3",
    "form of a callback",
    "hmac, message and timestamp in a query, a form or JSON; message is JSON",
    A_CALLBACK,
  ),
  notAsked(
    "5.5",
    "answer to a callback",
    "200 is enough; Inbank may or may not repeat a callback",
    A_CALLBACK,
  ),
  notAsked("6", "demo amounts", "100 to 500 is granted, 1001 to 1100 declined", A_PERSON),
]

function notAsked(section: string, field: string, weAssume: string, why: string): Assumption {
  return { section, field, weAssume, hear: () => ({ silent: why }), agrees: () => false }
}
