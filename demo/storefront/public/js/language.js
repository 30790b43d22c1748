import en from "./texts/en.js"
import et from "./texts/et.js"

const KEY = "pohjala-language"
/** The shop speaks two of the languages that people can choose; Inbank's element and pages speak the others too. */
const TEXTS = { en, et }

export const LANGUAGES = {
  et: "Eesti",
  lv: "Latviešu",
  lt: "Lietuvių",
  pl: "Polski",
  cs: "Čeština",
  en: "English",
  ru: "Русский",
}

/** Inbank's own spelling. It has none for Russian: then the account's language is taken. */
const INBANK_LOCALES = {
  et: "et-ET",
  lv: "lv-LV",
  lt: "lt-LT",
  pl: "pl-PL",
  cs: "cs-CS",
  en: "en-US",
}

/** What the person chose; else what the address they came back by says (another browser, say); else their browser's. */
export const language =
  [localStorage.getItem(KEY), new URLSearchParams(location.search).get("locale"), ...navigator.languages]
    .map((tag) => tag?.slice(0, 2).toLowerCase())
    .find((code) => code in LANGUAGES) ?? "en"

export const shopLanguage = language in TEXTS ? language : "en"

export const inbankLocale = INBANK_LOCALES[language]

export function chooseLanguage(code) {
  localStorage.setItem(KEY, code)
  location.reload()
}

/** The shop's words under this name, with what stands in braces filled in. */
export function t(name, values = {}) {
  return TEXTS[shopLanguage][name].replaceAll(/\{(\w+)\}/g, (_all, key) => values[key])
}
