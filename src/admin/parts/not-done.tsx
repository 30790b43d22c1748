import { Alert } from "@medusajs/ui"
import { saysUnderWay } from "../texts/says-under-way"

/** Why something asked for was not done; or, as information, that it is under way. */
export function NotDone({ sentence, className }: { sentence: string; className?: string }) {
  return (
    <Alert variant={saysUnderWay(sentence) ? "info" : "error"} role="alert" className={className}>
      {sentence}
    </Alert>
  )
}
