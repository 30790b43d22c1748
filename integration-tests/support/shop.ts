import { randomUUID } from "node:crypto"
import { resolve } from "node:path"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import { freePort } from "../../demo/support/postgres"
import { seedShop, type Seeded } from "../../demo/store/seed"
import { demoShop, startSandbox, type Sandbox } from "../../src/sandbox"
import { Admin } from "./admin"
import { otherShop, shopSettings } from "./inbank-shops"
import { createMigrated } from "./migrated"
import { everybodyEnds } from "./time"
import { Shopper } from "../../demo/support/shopper"

/** A running store with the plugin, its sandbox, a merchant and shoppers. */
export interface Shop {
  sandbox: Sandbox
  container: MedusaContainer
  seeded: Seeded
  admin: Admin
  /** The store's own address. */
  url: string
  shopper(): Shopper
}

const ACCOUNTS = [
  ...["ee", "order", "shipment", "direct", "later", "pl", "down", "stranger", "locked"],
  ...["unsigned", "lv", "live", "api", "guess", "unconfirmed", "abroad"],
]
const PROVIDERS = ACCOUNTS.map((id) => `pp_inbank_${id}`)

/**
 * A suite against a real Medusa with a real database, the built plugin in it, and the sandbox for Inbank. Each test
 * starts from the freshly seeded shop.
 */
export function describeShop(title: string, suite: (shop: () => Shop) => void): void {
  describe(title, () => {
    let sandbox: Sandbox
    let shop: Shop | undefined

    beforeAll(async () => {
      sandbox = await startSandbox({ shops: [demoShop, otherShop] })
      const port = await freePort()
      Object.assign(process.env, {
        PORT: String(port),
        BACKEND_URL: `http://127.0.0.1:${port}`,
        INBANK_API_URL: sandbox.url,
        ...shopSettings,
      })
    })
    afterAll(async () => await sandbox.close())

    const database = `http-${randomUUID()}`
    medusaIntegrationTestRunner({
      cwd: resolve(__dirname, "../store"),
      inApp: true,
      dbName: database,
      hooks: { beforeServerStart: async () => await createMigrated(database) },
      testSuite: ({ getContainer }) => {
        beforeAll(async () => {
          const container = getContainer()
          const url = process.env.BACKEND_URL ?? ""
          const seeded = await seedShop(container, ["pp_system_default", ...PROVIDERS])
          const admin = await Admin.create(
            container.resolve(Modules.USER),
            container.resolve(Modules.AUTH),
            url,
          )
          shop = { sandbox, container, seeded, admin, url, shopper: () => new Shopper(url, seeded) }
        })
        beforeEach(() => sandbox.reset())
        afterEach(async () => {
          await sandbox.idle()
          await othersEnd(getContainer())
        })
        suite(() => {
          if (!shop) throw new Error("the shop has not started")
          return shop
        })
      },
    })
  })
}

/** Whoever is still looking at a session would write into the next test's database. */
async function othersEnd(container: MedusaContainer): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  // A test may hold a lease itself, for longer than anybody waits.
  await everybodyEnds(knex, 3_000).catch(() => undefined)
}
