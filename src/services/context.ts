import type { IEventBusModuleService, Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InbankClient } from "../client"
import type { Account } from "../domain/account/account"
import { MedusaTables } from "../medusa/sql"
import { InbankStore, isMadeBy, type SessionRow } from "../modules/inbank/store"
import { accountsOf, clientOf, type Accounts } from "./accounts"

/** What every edge of this plugin works with: routes, jobs, and Medusa's hooks. */
export class PluginContext {
  readonly store: InbankStore
  readonly medusa: MedusaTables

  constructor(
    knex: Knex,
    readonly accounts: Accounts,
    readonly logger: Logger,
    readonly events: Pick<IEventBusModuleService, "emit">,
  ) {
    this.store = new InbankStore(knex)
    this.medusa = new MedusaTables(knex)
  }

  /**
   * The account that a row was made with; nothing when its provider entry is gone, or names another shop: see
   * `entryGone`.
   */
  accountOf(row: Pick<SessionRow, "account_id" | "shop_uuid" | "environment">): Account | undefined {
    const account = this.accounts.get(row.account_id)
    return account && isMadeBy(row, account) ? account : undefined
  }

  client(account: Account): InbankClient {
    return clientOf(account, "payments")
  }
}

/** Why nothing can be done at Inbank for a row that has no account now, and what to do. */
export function entryGone({ account_id }: Pick<SessionRow, "account_id">): string {
  return `The provider entry that made this payment (${account_id}) is gone from medusa-config, or names another shop now. Put it back, then try again.`
}

/** From the application's container. A provider's hooks build theirs from the names that they are given. */
export function pluginContext(container: MedusaContainer): PluginContext {
  return new PluginContext(
    container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    accountsOf(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)),
    container.resolve(ContainerRegistrationKeys.LOGGER),
    container.resolve(Modules.EVENT_BUS),
  )
}
