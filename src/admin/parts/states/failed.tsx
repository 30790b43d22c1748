import { Alert, Button } from "@medusajs/ui"
import { errorSentence } from "../../texts/error-sentence"
import { useTexts } from "../../texts/use-texts"

/** Something could not be loaded: why, and another try. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const texts = useTexts()
  return (
    <div className="flex flex-col items-start gap-3 px-6 py-4" role="alert">
      <Alert variant="error" className="w-full">
        {texts.t("common.failed")} {errorSentence(texts, error)}
      </Alert>
      <Button size="small" variant="secondary" onClick={retry}>
        {texts.t("common.retry")}
      </Button>
    </div>
  )
}
