import { useNow } from "./use-now"
import { useTexts } from "./use-texts"

const MINUTE_MS = 60_000

/** "5 minutes ago", still true when the page is left open. */
export function useAgo(): (iso: string) => string {
  const { ago } = useTexts()
  const now = useNow(MINUTE_MS)
  return (iso) => ago(iso, now)
}
