import { exactDecimal } from "../../src/client/http/parsing"
import { mayRedirectTo } from "../../src/domain/session/redirect-host"
import type { Assumption } from "./compare"
import { inBody, messageOf, nameIn, readingOf, statusOf, valueAt, valueIn } from "./hearing"

/** What this plugin takes for granted of Inbank's API without having seen it, as far as a harmless question can tell. */
export const ASKED: readonly Assumption[] = [
  {
    section: "1",
    field: "base URL of Lithuania",
    weAssume: "demo-api.inbank.lt, by the pattern of the others",
    hear: (heard) =>
      heard.asked.country === "lt" && heard.asked.atInbank
        ? statusOf("created_session")(heard)
        : { silent: "only an account in Lithuania can tell" },
    agrees: (status) => status === "201" || status === "200",
  },
  {
    section: "2",
    field: "second step of authentication",
    weAssume: "none: the key alone opens every call (a wrong key looks the same)",
    hear: statusOf("created_session"),
    agrees: (status) => status !== "401" && status !== "403",
  },
  {
    section: "2",
    field: "locale lt-LT",
    weAssume: "written like the others",
    hear: (heard) =>
      heard.asked.country === "lt"
        ? statusOf("created_session")(heard)
        : { silent: "only an account in Lithuania can tell" },
    agrees: (status) => status === "201" || status === "200",
  },
  {
    section: "2",
    field: "amounts in answers",
    weAssume: "major units, as a number or as a numeric string",
    hear: valueIn("session", "totalAmount"),
    agrees: (said, { asked }) => decimalIn(said) === exactDecimal(asked.amount),
  },
  {
    section: "2",
    field: "annual rates",
    weAssume: "fractions: 0.119 is 11.9 %",
    hear: inBody("calculation", (body) => {
      const rate = exactDecimal(valueAt(body, "interestRateAnnual"))
      // Nothing is nothing in every unit.
      return rate === "0" ? undefined : rate
    }),
    agrees: (rate) => Number(rate) < 1,
  },
  {
    section: "2",
    field: "401 or 403 for a wrong key",
    weAssume: "401 or 403",
    hear: statusOf("bad_key"),
    agrees: (status) => status === "401" || status === "403",
  },
  {
    section: "2",
    field: "422 for a bad body",
    weAssume: "422 or 400",
    hear: statusOf("bad_body"),
    agrees: (status) => status === "422" || status === "400",
  },
  {
    section: "2",
    field: "`message` of a 422",
    weAssume: "a text or a list of codes",
    hear: messageOf("bad_body"),
    agrees: isTextOrTexts,
  },
  {
    section: "2",
    field: "`message` of a 404",
    weAssume: "a text or a list of codes",
    hear: messageOf("unknown_session"),
    agrees: isTextOrTexts,
  },
  {
    section: "3.1",
    field: "status of POST /calculations",
    weAssume: "201",
    hear: statusOf("calculation"),
    agrees: (status) => status === "201",
  },
  ...["totalCost", "totalCostOfCredit"].map((field) => ({
    section: "3.1",
    field: `\`${field}\` of a calculation`,
    weAssume: "the name of v2 in camelCase",
    hear: nameIn("calculation", field),
    agrees: (said: string) => said === field,
  })),
  {
    section: "3.1",
    field: "POST /calculations as a whole",
    weAssume: "our client understands it",
    hear: readingOf("calculation"),
    agrees: isUnderstood,
  },
  {
    section: "3.2",
    field: "GET products",
    weAssume: "the v2 path with `product_code` answers 200; v3 is not asked",
    hear: statusOf("product"),
    agrees: (status) => status === "200",
  },
  {
    section: "3.2",
    field: "`parameters` of a product",
    weAssume: "parameters with min_amount and max_amount, inside `product` or not",
    hear: inBody("product", (body) => {
      const product = valueAt(body, "product") ?? body
      const range = ["min_amount", "max_amount"].map((name) => valueAt(product, `parameters.${name}`))
      return JSON.stringify(range)
    }),
    agrees: (said) => {
      const range: unknown = JSON.parse(said)
      return Array.isArray(range) && range.every((amount) => exactDecimal(amount) !== undefined)
    },
  },
  {
    section: "3.2",
    field: "GET products as a whole",
    weAssume: "our client understands it",
    hear: readingOf("product"),
    agrees: isUnderstood,
  },
  {
    section: "3.3",
    field: "status of POST /pos-sessions",
    weAssume: "201, for the flat body with the v3 names that we send",
    hear: statusOf("created_session"),
    agrees: (status) => status === "201",
  },
  {
    section: "3.3",
    field: "id of a new session",
    weAssume: "`uuid` or `posSessionUuid`",
    hear: nameIn("created_session", "uuid", "posSessionUuid", "pos_session_uuid"),
    agrees: (name) => name === "uuid" || name === "posSessionUuid",
  },
  {
    section: "3.3",
    field: "e-POS address of a new session",
    weAssume: "`redirectUrl`",
    hear: nameIn("created_session", "redirectUrl", "redirect_url"),
    agrees: (name) => name === "redirectUrl",
  },
  {
    section: "3.3",
    field: "host of e-POS",
    weAssume: "one of the option `redirectHosts`, by default below Inbank's domains",
    hear: inBody("created_session", (body) => {
      const address = valueAt(body, "redirectUrl") ?? valueAt(body, "redirect_url")
      if (typeof address !== "string" || !URL.canParse(address)) return "no address"
      return new URL(address).origin
    }),
    agrees: (said, { asked }) => mayRedirectTo(said, asked.redirectHosts),
  },
  {
    section: "3.3",
    field: "POST /pos-sessions as a whole",
    weAssume: "our client understands it",
    hear: readingOf("created_session"),
    agrees: isUnderstood,
  },
  {
    section: "3.3",
    field: "`partnerUrls` and its three addresses",
    weAssume: "required: a session without them is refused and the refusal names them",
    hear: (heard) => {
      const { said } = { said: undefined, ...messageOf("bad_body")(heard) }
      if (said === undefined) return { silent: "no refusal came" }
      const names = said.match(/\w*(?:return|cancel|callback)_?url\w*/gi)
      return names ? { said: names.join(", ") } : { silent: "the refusal names other fields" }
    },
    agrees: (said) => ["return", "cancel", "callback"].every((name) => said.toLowerCase().includes(name)),
  },
  {
    section: "3.4",
    field: "`purchase.purchaseReference` of a session",
    weAssume: "the reference we gave, under this name",
    hear: echoOf("purchase.purchaseReference"),
    agrees: (said, { asked }) => said === quoted(asked.purchaseReference),
  },
  {
    section: "3.3",
    field: "`purchase.merchant.merchantDomainName`",
    weAssume: "the name of v2 in camelCase",
    hear: inBody("session", (body) => {
      // A session need not repeat the purchase at all: then nothing is said of its merchant.
      if (valueAt(body, "purchase") === undefined) return undefined
      return quoted(valueAt(body, "purchase.merchant.merchantDomainName") ?? null)
    }),
    agrees: (said, { asked }) => said === quoted(asked.merchantDomainName),
  },
  ...["redirectUrl", "validUntil"].map((field) => ({
    section: "3.4",
    field: `\`${field}\` of a session`,
    weAssume: "repeated by GET",
    hear: nameIn("session", field),
    agrees: (said: string) => said === field,
  })),
  {
    section: "3.4",
    field: "`currency` of a session",
    weAssume: "the one we gave, in upper case",
    hear: echoOf("currency"),
    agrees: (said, { asked }) => said === quoted(asked.currency),
  },
  {
    section: "3.4",
    field: "status of a new session",
    weAssume: '"pending"',
    hear: echoOf("status"),
    agrees: (said) => said === quoted("pending"),
  },
  {
    section: "3.4",
    field: "GET /pos-sessions as a whole",
    weAssume: "our client understands it",
    hear: readingOf("session"),
    agrees: isUnderstood,
  },
  {
    section: "3.5",
    field: "GET /contracts of a contract that is none",
    weAssume: "404",
    hear: statusOf("unknown_contract"),
    agrees: (status) => status === "404",
  },
]

/** What a session repeats of what we gave. */
function echoOf(name: string): Assumption["hear"] {
  return inBody("session", (body) => quoted(valueAt(body, name) ?? null))
}

function quoted(value: unknown): string {
  return JSON.stringify(value)
}

/** `number 300` and `string "300.0"` are 300. */
function decimalIn(said: string): string | undefined {
  const json = said.slice(said.indexOf(" ") + 1)
  return exactDecimal(json.replaceAll('"', ""))
}

function isUnderstood(said: string): boolean {
  return said === "understood"
}

function isTextOrTexts(said: string): boolean {
  return said.startsWith("string ") || /^list \[("|\])/.test(said)
}
