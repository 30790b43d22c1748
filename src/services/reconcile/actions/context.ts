import type { MedusaContainer } from "@medusajs/framework/types"
import type { Account } from "../../../domain/account/account"
import type { MedusaFacts } from "../../../medusa/state"
import type { PluginContext } from "../../context"
import type { AskableRow, Trigger } from "../../session/observe"

/** What an action works with: both sides as they were read in this pass. */
export interface ActionContext {
  container: MedusaContainer
  plugin: PluginContext
  account: Account
  row: AskableRow
  /** Medusa as it was read in this pass, under the lease. */
  medusa: MedusaFacts
  source: Trigger
}
