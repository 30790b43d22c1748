import en from "./texts/en.js"
import et from "./texts/et.js"

const KEY = "pohjala-language"
/** The shop has two of the languages that people can choose; Inbank's element and pages have the others too. */
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

/** Inbank's own spelling. It has none for Russian: then the account's language is used. */
const INBANK_LOCALES = {
  et: "et-ET",
  lv: "lv-LV",
  lt: "lt-LT",
  pl: "pl-PL",
  cs: "cs-CS",
  en: "en-US",
}

/**
 * The language that the person chose; otherwise that of the address they came back by (in another browser, for
 * example); otherwise their browser's.
 */
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

/** The shop's text of this name, with the placeholders in braces filled in. */
export function t(name, values = {}) {
  return TEXTS[shopLanguage][name].replaceAll(/\{(\w+)\}/g, (_all, key) => values[key])
}
