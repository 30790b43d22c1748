import type {
  AbstractCartCompletionStrategy,
  CartService,
  IdempotencyKeyService,
  OrderService,
  PaymentProviderService,
} from "@medusajs/medusa"
import type { EntityManager } from "typeorm"
import { z } from "zod"
import { InbankClient, type Product } from "../client"
import { parseAccount, type Account } from "../domain/account/account"
import { CartLeases } from "../store/cart-leases"
import { dataSourceOf } from "../store/data-source"
import { MedusaTables } from "../store/medusa-tables"
import { SessionStore } from "../store/session-store"

/** The identifier of our processor, and also the id of the one account of a Medusa 1 store. */
export const IDENTIFIER = "inbank"

const PACKAGE = "medusa-payment-inbank"

export interface Logger {
  info(sentence: string): void
  warn(sentence: string): void
  error(sentence: string): void
}

/** The services of Medusa that are used: its container's cradle makes each when it is first asked for. */
export interface Services {
  configModule: object
  logger: Logger
  manager: EntityManager
  cartService: CartService
  cartCompletionStrategy: AbstractCartCompletionStrategy
  idempotencyKeyService: IdempotencyKeyService
  orderService: OrderService
  paymentProviderService: PaymentProviderService
}

/** Medusa's container: a request's or the whole store's. */
export interface Container {
  cradle: Services
}

/** What every edge of this plugin works with: routes, subscribers, and Medusa's hooks. */
export class PluginContext {
  readonly sessions: SessionStore
  readonly leases: CartLeases
  readonly medusa: MedusaTables

  constructor(
    readonly services: Services,
    readonly account: Account,
  ) {
    const source = async () => await dataSourceOf(services.configModule)
    this.sessions = new SessionStore(source)
    this.leases = new CartLeases(source)
    this.medusa = new MedusaTables(source)
  }

  get client(): InbankClient {
    return clientOf(this.account)
  }

  get logger(): Logger {
    return this.services.logger
  }

  /** The account's product, by an answer of Inbank's from the last hour; nothing when there is no answer. */
  async product(): Promise<Product | undefined> {
    return await productOf(this.account).catch((error: unknown) => {
      this.logger.warn(`Inbank: the price range is unknown: ${String(error)}`)
      return undefined
    })
  }
}

const configSchema = z.object({
  plugins: z.array(z.union([z.string(), z.object({ resolve: z.string(), options: z.unknown().optional() })])),
})

const accounts = new WeakMap<object, Account>()

/** For routes, subscribers and loaders: reads the account from the plugin's options in medusa-config. */
export function pluginContext({ cradle }: Container): PluginContext {
  const config = cradle.configModule
  const account = accounts.get(config) ?? accountIn(config)
  accounts.set(config, account)
  return new PluginContext(cradle, account)
}

function accountIn(medusaConfig: unknown): Account {
  const entry = configSchema
    .parse(medusaConfig)
    .plugins.find((plugin) => typeof plugin === "object" && plugin.resolve === PACKAGE)
  return parseAccount(IDENTIFIER, typeof entry === "object" ? entry.options : undefined)
}

/** Clients live as long as the process: they keep connections open and remember that Inbank is down. */
const clients = new Map<string, InbankClient>()

function clientOf(account: Account): InbankClient {
  const { baseUrl, shopUuid, apiKey, paths } = account
  const key = keyOf(account)
  const client = clients.get(key) ?? new InbankClient({ baseUrl, shopUuid, apiKey, paths })
  clients.set(key, client)
  return client
}

const HOUR = 3_600_000
const products = new Map<string, { product: Product; askedAt: number }>()

async function productOf(account: Account): Promise<Product> {
  const known = products.get(keyOf(account))
  if (known && Date.now() - known.askedAt < HOUR) return known.product
  const product = await clientOf(account).products.get(account.productCode, {
    interactive: true,
    timeoutMs: 2_000,
  })
  products.set(keyOf(account), { product, askedAt: Date.now() })
  return product
}

function keyOf({ baseUrl, shopUuid, apiKey, productCode, paths }: Account): string {
  return JSON.stringify([baseUrl, shopUuid, apiKey, productCode, paths])
}
