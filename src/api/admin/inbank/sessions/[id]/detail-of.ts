import { MedusaError } from "@medusajs/framework/utils"
import type { PluginContext } from "../../../../../services/context"
import { sessionDetail, type SessionDetail } from "../../../../../services/views/session-view"

/** @throws {MedusaError} NOT_FOUND. */
export async function detailOf(plugin: PluginContext, id: string | undefined): Promise<SessionDetail> {
  const detail = await sessionDetail(plugin, id ?? "")
  if (!detail) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no session ${id}.`)
  return detail
}
