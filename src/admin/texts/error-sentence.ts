import { RequestRefused } from "../api/http"
import type { Texts } from "./use-texts"

/**
 * What the merchant reads after an error: Medusa's own sentence where it has one. Without one it is not known how far
 * the server came.
 */
export function errorSentence({ t }: Texts, error: unknown): string {
  if (!(error instanceof RequestRefused)) return `${t("common.no_connection")} ${t("common.may_be_done")}`
  if (error.sentence !== undefined) return error.sentence
  const unexpected = t("common.unexpected", { status: error.status })
  return error.status >= 500 ? `${unexpected} ${t("common.may_be_done")}` : unexpected
}
