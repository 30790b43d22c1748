import { MedusaError } from "@medusajs/framework/utils"
import type { Account } from "../../../../domain/account/account"
import type { PluginContext } from "../../../../services/context"

/** @throws {MedusaError} NOT_FOUND. */
export function accountOf({ accounts }: PluginContext, id: string | undefined): Account {
  const account = accounts.get(id ?? "")
  if (!account)
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `There is no provider entry ${id} of Inbank in medusa-config.`,
    )
  return account
}
