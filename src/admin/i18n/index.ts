import cs from "./json/cs.json"
import en from "./json/en.json"
import et from "./json/et.json"
import lt from "./json/lt.json"
import lv from "./json/lv.json"
import pl from "./json/pl.json"
import ru from "./json/ru.json"

export type Dictionary = typeof en

/** A key that is missing in a language is a type error here. */
export const DICTIONARIES = { en, et, lv, lt, pl, cs, ru } satisfies Record<string, Dictionary>
export type Language = keyof typeof DICTIONARIES

/** Medusa's admin merges these into its own texts; `inbank` is our namespace. */
export default {
  en: { inbank: en },
  et: { inbank: et },
  lv: { inbank: lv },
  lt: { inbank: lt },
  pl: { inbank: pl },
  cs: { inbank: cs },
  ru: { inbank: ru },
}
