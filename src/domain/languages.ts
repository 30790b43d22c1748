/** The languages that shoppers and merchants are spoken to in: those of Inbank's countries, English and Russian. */
export const LANGUAGES = ["et", "lv", "lt", "pl", "cs", "en", "ru"] as const
export type Language = (typeof LANGUAGES)[number]

export function languageOf(text: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === text?.toLowerCase())
}
