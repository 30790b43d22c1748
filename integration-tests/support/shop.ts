import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Seeded } from "../../demo/store/seed"
import { eventually } from "../../test-kit/eventually"
import { Shopper } from "../../test-kit/shopper"
import type { Sandbox } from "../../src/sandbox"
import type { SuiteShop } from "../http/support/store-environment"
import { Admin } from "./admin"
import { copyCart, type FilledCart } from "./filled-carts"
import type { KeptOrders } from "./kept-orders"
import { MERCHANT } from "./shop-template"
import { everybodyEnds } from "./time"

/** A running store with the plugin, its sandbox, a merchant and shoppers. */
export interface Shop {
  sandbox: Sandbox
  container: MedusaContainer
  seeded: Seeded
  admin: Admin
  /** The very accounts that the store works with. Whoever changes an option changes it back. */
  accounts: SuiteShop["accounts"]
  /** The store's own address. */
  url: string
  /** Where a storefront may stand that the store's CORS names. */
  storefrontPort: number
  /** The merchant's own code, called when an order was made, fails so often from now on. */
  failMerchantsHook(times: number): void
  /** Orders of which tests take copies, by provider. */
  keptOrders: KeptOrders
  /** Whoever comes; or one who comes back to this cart. */
  shopper(cart?: { id: string; collectionId: string }): Shopper
}

/**
 * A suite against a real Medusa with a real database, the built plugin in it, and the sandbox for Inbank. Each test
 * starts from the freshly seeded shop.
 */
export function describeShop(title: string, suite: (shop: () => Shop) => void): void {
  describe(title, () => {
    let shop: Shop | undefined

    beforeAll(async () => {
      const found = suiteShop()
      await found.putRowsBack()
      const { url, seeded } = found
      const admin = await Admin.login(url, MERCHANT.email, MERCHANT.password)
      const knex = found.container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
      const shopper = (cart?: { id: string; collectionId: string }) =>
        new ShopperWithCopies(url, seeded, knex, found.filledCart, cart)
      shop = { ...found, admin, shopper }
    })
    beforeEach(async () => {
      await suiteShop().putRowsBack()
      suiteShop().sandbox.reset()
    })
    afterEach(async () => {
      const { sandbox, container } = suiteShop()
      await sandbox.idle()
      await othersEnd(container)
    })
    // The store outlives the suite.
    afterAll(() => jest.restoreAllMocks())
    suite(() => {
      if (!shop) throw new Error("the shop has not started")
      return shop
    })
  })
}

/**
 * Fills a cart with a bicycle by copying one that was filled over HTTP, as `copyCart` explains: how it is filled is not
 * what is tried here.
 */
class ShopperWithCopies extends Shopper {
  constructor(
    url: string,
    seeded: Seeded,
    private readonly knex: Knex,
    private readonly filledCart: FilledCart,
    cart?: { id: string; collectionId: string },
  ) {
    super(url, seeded, cart)
  }

  override async fillCart(title = "City bicycle"): Promise<{ id: string; total: number }> {
    if (title !== "City bicycle") return await super.fillCart(title)
    const [copy] = await copyCart(this.knex, this.filledCart, 1)
    if (!copy) throw new Error("the cart was not copied")
    this.cart = copy
    return copy
  }
}

/** What the store itself has loaded by this name, no second copy of Medusa. */
export function loadedByStore(specifier: string): unknown {
  return suiteShop().require(specifier)
}

function suiteShop() {
  if (!globalThis.inbankSuiteShop) throw new Error("only the suites of http find a shop")
  return globalThis.inbankSuiteShop
}

/** Whoever is still looking at a session, or carries out a workflow, would write into the next test's tables. */
async function othersEnd(container: MedusaContainer): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  // A test may hold a lease itself, for longer than anybody waits.
  await everybodyEnds(knex, 3_000).catch(() => undefined)
  const workflows = container.resolve(Modules.WORKFLOW_ENGINE)
  await eventually(
    async () => await workflows.listWorkflowExecutions({ state: { $nin: ENDED } }),
    (running) => running.length === 0,
    "the workflows to end",
  )
}

const ENDED = ["not_started", "done", "reverted", "failed"]
