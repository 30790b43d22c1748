import type { MedusaContainer } from "@medusajs/framework/types"
import type { Account } from "../../../domain/account/account"
import type { PluginContext } from "../../context"
import type { AskableRow, Trigger } from "../../session/observe"

/**
 * What an action works with: its row as Inbank was last seen. Each action reads Medusa once more before it acts: the
 * pass has asked Inbank since it read Medusa, and a process that seemed dead may have continued and rolled its order
 * back (R157).
 */
export interface ActionContext {
  container: MedusaContainer
  plugin: PluginContext
  account: Account
  row: AskableRow
  source: Trigger
}
