import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { DICTIONARIES, type Dictionary } from "../i18n"
import { formatsFor, type Formats } from "./formats"
import { useChosenLanguage } from "./chosen-language"

type Section = keyof Dictionary
export type TextKey = { [S in Section]: `${S}.${keyof Dictionary[S] & string}` }[Section]

export interface Texts extends Formats {
  t: (key: TextKey, values?: Record<string, string | number>) => string
  /** The text for a word of the server; `otherwise` for a word that our texts do not have yet. */
  word: (
    section: Section,
    word: string,
    otherwise: string,
    values?: Record<string, string | number>,
  ) => string
  /** BCP 47, for `lang` and Intl. */
  language: string
}

/** Texts, amounts and dates in the admin's language, or in the one chosen for our own pages. */
export function useTexts(): Texts {
  const { i18n } = useTranslation()
  const language = useChosenLanguage() ?? i18n.language
  return useMemo(() => {
    const translate = i18n.getFixedT(language, "inbank")
    const t: Texts["t"] = (key, values) => translate(key, values)
    return {
      ...formatsFor(bcp47(language)),
      language: isOurs(language) ? language : "en",
      t,
      word: (section, word, otherwise, values) =>
        Object.hasOwn(DICTIONARIES.en[section], word) ? translate(`${section}.${word}`, values) : otherwise,
    }
  }, [i18n, language])
}

function isOurs(language: string): boolean {
  return Object.hasOwn(DICTIONARIES, language)
}

/** Medusa writes `enGB` and `ptBR`. */
function bcp47(language: string): string {
  const tag = language.replace(/([a-z])([A-Z])/g, "$1-$2")
  return Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0 ? tag : "en"
}
