import { useSyncExternalStore } from "react"
import { DICTIONARIES, type Language } from "../i18n"

/**
 * Medusa's own list of languages has neither Estonian nor Latvian, so the merchant chooses a language for our pages.
 * This browser remembers it.
 */
const STORED_AS = "inbank_admin_language"
const listeners = new Set<() => void>()

export function useChosenLanguage(): Language | undefined {
  return useSyncExternalStore(subscribe, chosenLanguage)
}

/** @param language undefined: back to the admin's own. */
export function chooseLanguage(language: Language | undefined): void {
  if (language) window.localStorage.setItem(STORED_AS, language)
  else window.localStorage.removeItem(STORED_AS)
  for (const tell of listeners) tell()
}

export function chosenLanguage(): Language | undefined {
  const stored = window.localStorage.getItem(STORED_AS)
  return stored !== null && isLanguage(stored) ? stored : undefined
}

export function isLanguage(word: string): word is Language {
  return Object.hasOwn(DICTIONARIES, word)
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  window.addEventListener("storage", tell)
  return () => {
    listeners.delete(tell)
    window.removeEventListener("storage", tell)
  }
}
