import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min"
import { z } from "zod"
import type { Country } from "../../client/countries"

const emailSchema = z.email()

/** What Inbank's form can be filled with in advance. */
export interface Contact {
  email: string
  /** E.164, e.g. `+37251234567`. */
  mobile: string
}

/**
 * A customer's e-mail and phone as Inbank takes them, or nothing when one of them is in doubt. Inbank refuses a whole
 * session for a number that it cannot read, and a form filled in advance is not worth a lost purchase. People write
 * `(+372) 5123-4567`, `tel. 51234567`, or two numbers.
 * @param country whose numbers may lack a prefix.
 */
export function contactOf(
  { email, phone }: { email?: string | null; phone?: string | null },
  country: Country,
): Contact | undefined {
  const address = emailSchema.safeParse(email?.trim())
  const iso = country.toUpperCase()
  const number = parsePhoneNumberFromString(phone ?? "", isSupportedCountry(iso) ? iso : undefined)
  return address.success && number?.isValid() ? { email: address.data, mobile: number.number } : undefined
}
