/** The languages of the texts for shoppers and merchants: those of Inbank's countries, English and Russian. */
export const LANGUAGES = ["et", "lv", "lt", "pl", "cs", "en", "ru"] as const
export type Language = (typeof LANGUAGES)[number]

export function languageOf(text: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === text?.toLowerCase())
}
