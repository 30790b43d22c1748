import { useNow } from "./use-now"
import { useTexts } from "./use-texts"

const MINUTE_MS = 60_000

/** "5 minutes ago"; updated while the page stays open. */
export function useAgo(): (iso: string) => string {
  const { ago } = useTexts()
  const now = useNow(MINUTE_MS)
  return (iso) => ago(iso, now)
}
