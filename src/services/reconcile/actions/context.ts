import type { MedusaContainer } from "@medusajs/framework/types"
import type { Account } from "../../../domain/account/account"
import type { PluginContext } from "../../context"
import type { AskableRow, Trigger } from "../../session/observe"

/** What an action works with: its row as Inbank was seen last. */
export interface ActionContext {
  container: MedusaContainer
  plugin: PluginContext
  account: Account
  row: AskableRow
  source: Trigger
}
