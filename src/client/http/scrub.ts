/** Removes secrets and personal data from a text of Inbank's. */
export type Scrub = (text: string) => string

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
// Six digits and more: identity codes (220475-19895), phone numbers, account numbers. Uuids are matched first, to be
// kept.
const DIGITS = new RegExp(`\\b(${UUID})\\b|\\+?\\d(?:[ -]?\\d){5,40}`, "gi")
// Every repeat has a limit: the text comes from outside, and an unlimited repeat would take quadratic time.
const EMAIL = /[^\s"'<>@:,;(){}=&]{1,64}(?:@|%40)[^\s"'<>@,;(){}=&]{1,255}/g
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,9}\b/g
const PERSONAL_KEYS = [
  "identity_?code",
  "first_?name",
  "last_?name",
  "full_?name",
  "activator_?name",
  "salesperson_?reference",
  "mobile",
  "phone(?:_?number)?",
  "e_?mail",
  "(?:\\w{0,20}_?)?iban",
  "payout_?(?:bank_?account|account_?number)",
  "gender",
  "birth_?date",
  "date_?of_?birth",
  "document_?number",
  "user_?ip",
  "street",
  "house",
  "apartment",
  "city",
  "zip_?code",
].join("|")
// As JSON, as JSON written into a JSON string, and as a form field.
const PERSONAL_VALUE = new RegExp(
  `(\\\\?"(?:${PERSONAL_KEYS})\\\\?"\\s*:\\s*)(\\\\"[^"\\\\]*\\\\?"?|"(?:[^"\\\\]|\\\\.)*"?|\\[[^\\]]*\\]?|[^,}\\]\\s]+)`,
  "gi",
)
const PERSONAL_FIELD = new RegExp(`\\b(${PERSONAL_KEYS})=[^&\\s"'<]+`, "gi")

/** A scrubber that also knows this client's own secrets, in the forms in which a server may echo them. */
export function createScrub(secrets: readonly string[]): Scrub {
  const forms = new Set(
    secrets
      .filter((secret) => secret !== "")
      .flatMap((secret) => {
        const inJson = JSON.stringify(secret).slice(1, -1)
        return [secret, inJson, inJson.replaceAll("/", "\\/"), encodeURIComponent(secret)]
      }),
  )
  return (text) => {
    let clean = text
    for (const form of forms) clean = clean.replaceAll(form, "[secret]")
    return clean
      .replace(PERSONAL_VALUE, '$1"[personal]"')
      .replace(PERSONAL_FIELD, "$1=[personal]")
      .replace(EMAIL, "[email]")
      .replace(IBAN, "[account]")
      .replace(DIGITS, (whole, uuid: string | undefined) => (uuid === undefined ? "[digits]" : whole))
  }
}

/** At most `bytes` bytes of UTF-8, never ending within a character. */
export function cutToBytes(text: string, bytes: number): string {
  const buffer = Buffer.from(text, "utf8")
  if (buffer.length <= bytes) return text
  let end = bytes
  while (end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end--
  return buffer.toString("utf8", 0, end)
}
