import { RequestRefused } from "../api/http"
import type { Texts } from "./use-texts"

/** What the merchant reads when something did not work: Medusa's own sentence where it has one. */
export function errorSentence({ t }: Texts, error: unknown): string {
  if (!(error instanceof RequestRefused)) return t("common.no_connection")
  return error.sentence ?? t("common.unexpected", { status: error.status })
}
