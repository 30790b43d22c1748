import { Alert } from "@medusajs/ui"
import type { Refusal } from "../../api/refusal"

/** Why a requested act was not done; or, as information, that it is in progress. */
export function NotDone({ refusal, className }: { refusal: Refusal; className?: string }) {
  return (
    <Alert variant={refusal.isUnderWay ? "info" : "error"} role="alert" className={className}>
      {refusal.sentence}
    </Alert>
  )
}
