import { MedusaError } from "@medusajs/framework/utils"
import type { Inbank } from "../../../../../services/context"
import { sessionDetail, type SessionDetail } from "../../../../../services/views/session-view"

/** @throws {MedusaError} NOT_FOUND. */
export async function detailOf(inbank: Inbank, id: string | undefined): Promise<SessionDetail> {
  const detail = await sessionDetail(inbank, id ?? "")
  if (!detail) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no session ${id}.`)
  return detail
}
