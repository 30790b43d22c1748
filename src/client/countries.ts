/**
 * The countries that Inbank serves, with the currency and the locale of Inbank's own examples, and their time zone.
 *
 * SEEN: the locales `et-ET`, `lv-LV`, `pl-PL` and `cs-CS` are written exactly like this in Inbank's documentation,
 * although the usual tags would be et-EE and cs-CZ. INFERRED: `lt-LT`, by the same pattern.
 *
 * @see https://docs.inbank.eu/api/epos-short-flow-archived/other/postpossessions.md
 */
export const COUNTRIES = {
  ee: { currency: "EUR", locale: "et-ET", timeZone: "Europe/Tallinn" },
  lv: { currency: "EUR", locale: "lv-LV", timeZone: "Europe/Riga" },
  lt: { currency: "EUR", locale: "lt-LT", timeZone: "Europe/Vilnius" },
  pl: { currency: "PLN", locale: "pl-PL", timeZone: "Europe/Warsaw" },
  cz: { currency: "CZK", locale: "cs-CS", timeZone: "Europe/Prague" },
} as const

/** An Inbank country, as in the end of its addresses: api.inbank.ee. */
export type Country = keyof typeof COUNTRIES

/** Demo and production hold separate data: keys, shop UUIDs and product codes differ. */
export type Environment = "demo" | "production"
