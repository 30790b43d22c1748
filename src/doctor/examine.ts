import type { Account } from "../domain/account/account"
import { MedusaTables } from "../medusa/sql"
import { InbankStore } from "../modules/inbank/store"
import { Accounts } from "../services/accounts"
import { checkAtInbank, checkBackend, checkSettings, checkSweep } from "./checks/accounts"
import { checkConfiguration } from "./checks/configuration"
import { openDatabase } from "./checks/database"
import { checkPackages } from "./checks/packages"
import { error, wordsOf, type Finding } from "./finding"
import { StoreFolder, type StoreConfig } from "./store-folder"

/**
 * Everything that keeps the store in this folder from being paid by Inbank, as far as it can be seen from there. Reads
 * only: no row is written, and no purchase begun.
 */
export async function examine(folder: string): Promise<Finding[]> {
  const store = new StoreFolder(folder)
  if (!store.configFile()) return [error(`${folder} holds no medusa-config: run this in the store's folder.`)]
  const config = await store.config().catch((failure: unknown) => error(wordsOf(failure)))
  if ("severity" in config) return [...checkPackages(store), config]
  const { accounts, findings } = checkConfiguration(store, config)
  return [
    ...checkPackages(store),
    ...findings,
    ...(await checkAtInbank(accounts)),
    ...(await checkBackend(accounts)),
    ...(await checkDatabase(config, accounts)),
  ]
}

async function checkDatabase(config: StoreConfig, accounts: Account[]): Promise<Finding[]> {
  const knex = await openDatabase(config)
  if ("severity" in knex) return [knex]
  try {
    const medusa = new MedusaTables(knex)
    const settings = await checkSettings({
      accounts: new Accounts(accounts),
      medusa,
      store: new InbankStore(knex),
    })
    return [...settings, ...(await checkSweep(medusa))]
  } finally {
    await knex.destroy()
  }
}
