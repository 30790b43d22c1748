import { z } from "zod"

/** Options that are addresses, in the forms that this plugin works with. */

export const text = z
  .string({ error: ({ input }) => (input === undefined ? "is required" : "must be text") })
  .trim()
  .min(1, { error: "is required", abort: true })

/** The placeholders of `storefrontReturnUrl`, filled in for each customer. */
const PLACEHOLDER = /\{(country_code|locale)\}/g

export const webAddress = text.refine(
  isWebAddress,
  "must be an https address (http is allowed on this machine only)",
)

/** An address that Inbank calls, with our paths appended. */
export const calledAddress = webAddress
  .refine((address) => !/[{}]/.test(address), "holds a placeholder, and is the same for every customer")
  .refine(
    (address) => !/[?#]/.test(address),
    "must end with its path: Inbank is not known to keep a query (?...) or a fragment (#...) of an address that it calls",
  )

/** An address that customers are sent to. */
export const returnAddress = webAddress.superRefine((address, check) => {
  const unknown = unknownPlaceholder(address)
  if (unknown === undefined) return
  check.addIssue({
    code: "custom",
    message: `holds ${unknown}, which is not known: {country_code} and {locale} are`,
  })
})

/** A host, or `*.` and a domain, as `mayRedirectTo` compares it. If an address is given, its host is used. */
export const redirectHost = text.transform((written, check) => {
  const wildcard = /^(?:https:\/\/)?\*\./i.exec(written)
  const rest = wildcard ? `https://${written.slice(wildcard[0].length)}` : written
  const address = /^https:\/\//i.test(rest) ? rest : `https://${rest}`
  const { hostname = "", port = "" } = URL.canParse(address) ? new URL(address) : {}
  const isHost = port === "" && (wildcard ? hostname.includes(".") : hostname !== "" && hostname !== "*")
  if (isHost) return wildcard ? `*.${hostname}` : hostname
  check.addIssue({
    code: "custom",
    message: 'must be a host such as "epos.inbank.ee", or "*.inbank.ee" for all below it',
  })
  return z.NEVER
})

/** Placeholders as frameworks write them, ours or not: `{countryCode}`, `[countryCode]`, `/:countryCode`. */
function unknownPlaceholder(address: string): string | undefined {
  const path = address.replace(/^https?:\/\/[^/]*/i, "").replaceAll(PLACEHOLDER, "x")
  return /\{[^}]*\}|\[[^\]]*\]|(?<=\/):\w+|[{}]/.exec(path)?.[0]
}

function isWebAddress(address: string): boolean {
  const withoutPlaceholders = address.replaceAll(PLACEHOLDER, "x")
  if (!URL.canParse(withoutPlaceholders)) return false
  const { protocol, hostname, username, password } = new URL(withoutPlaceholders)
  // Such an address is shown in the admin and to customers.
  if (username !== "" || password !== "") return false
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname))
}
