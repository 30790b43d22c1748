import type { MedusaContainer } from "@medusajs/framework/types"
import { TestEnvironment } from "jest-environment-node"
import type { Seeded } from "../../../demo/store/seed"
import { demoShop, startSandbox, type Sandbox } from "../../../src/sandbox"
import type { FilledCart } from "../../support/filled-carts"
import type { KeptOrders } from "../../support/kept-orders"
import { otherShop } from "../../support/inbank-shops"
import { theTemplate } from "../../support/shop-template"
import { keepOrders } from "./keep-orders"
import { has, moduleOfStore, requireOfStore, startStore, type RunningStore } from "./running-store"

/** A suite's shop: the store is its worker's, the Inbank its own. */
export interface SuiteShop {
  url: string
  container: MedusaContainer
  sandbox: Sandbox
  seeded: Seeded
  storefrontPort: number
  filledCart: FilledCart
  keptOrders: KeptOrders
  /** Every table holds again what the seed has put there. */
  putRowsBack(): Promise<void>
  /** The merchant's own code, a hook of the store's, fails so often from now on. */
  failMerchantsHook(times: number): void
  /** The very accounts that the store works with. Whoever changes an option changes it back. */
  accounts: StoreAccount[]
  /** What the store itself has loaded by this name, so that a suite need not load a second copy of Medusa. */
  require(specifier: string): unknown
}

let store: Promise<RunningStore> | undefined
let keptOrders: Promise<KeptOrders> | undefined

// Jest has ended, orderly or not. A worker would live on for the sake of its store.
process.once("disconnect", () => process.exit())

/**
 * The environment of the suites of `http`: one store for all that a worker runs. Each suite has a sandbox of its own, so
 * that nothing which the plugin remembers of an Inbank (it is down, this is its product) reaches the next suite: it remembers
 * by address.
 */
export default class StoreEnvironment extends TestEnvironment {
  private sandbox: Sandbox | undefined

  override async setup(): Promise<void> {
    await super.setup()
    store ??= startStore()
    const { seededRows, ...running } = await store
    const sandbox = await startSandbox({ shops: [demoShop, otherShop] })
    this.sandbox = sandbox
    const accounts = accountsOfStore(running.container)
    moveInbank(accounts, sandbox.url)
    keptOrders ??= keepOrders(running, sandbox, seededRows)
    // The store's rows hold dates made out here, which a suite must know as such.
    this.global.Date = Date
    this.global.inbankSuiteShop = {
      ...running,
      keptOrders: await keptOrders,
      sandbox,
      accounts,
      seeded: theTemplate().seeded,
      putRowsBack: async () => await seededRows.putBack(),
      failMerchantsHook: (times) => (globalThis.inbankTestHookFailures = times),
      require: requireOfStore,
    }
  }

  override async teardown(): Promise<void> {
    await this.sandbox?.close()
    await super.teardown()
  }
}

export interface StoreAccount {
  id: string
  baseUrl: string
  maxSessionsPerMinute: number
}

interface AccountsModule {
  accountsOf: (config: object) => { list: () => StoreAccount[] }
}

const NOBODY = "http://127.0.0.1:9"

function accountsOfStore(container: MedusaContainer): StoreAccount[] {
  const { accountsOf } = moduleOfStore(
    "../../.medusa/server/src/services/accounts.js",
    has<AccountsModule>("accountsOf"),
  )
  return accountsOf(container.resolve<object>("configModule")).list()
}

/** All accounts but the one whose Inbank never answers are with this one from now on. */
function moveInbank(accounts: StoreAccount[], url: string): void {
  for (const account of accounts) if (account.baseUrl !== NOBODY) account.baseUrl = url
}
