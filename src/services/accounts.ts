import { z } from "zod"
import { InbankClient } from "../client"
import { parseAccount, type Account } from "../domain/account/account"

/** The static identifier of our provider: Medusa names an entry `pp_inbank` or `pp_inbank_<id>`. */
export const PROVIDER_IDENTIFIER = "inbank"

const PROVIDER_MODULE = "medusa-payment-inbank/providers/inbank"

const configSchema = z.object({ modules: z.record(z.string(), z.unknown()).optional() })
const paymentModuleSchema = z.object({ options: z.object({ providers: z.array(z.unknown()) }) })
const ourEntrySchema = z.object({
  resolve: z.union([z.string().refine(isOurFile), z.unknown().refine(isOurModule)]),
  id: z.string().nullish(),
  options: z.unknown().optional(),
})

/**
 * The accounts of this store, read from the one place where they are configured: our entries among the payment module's
 * providers in medusa-config. Other providers' entries are ignored.
 */
export class Accounts {
  private readonly byId: ReadonlyMap<string, Account>

  constructor(accounts: readonly Account[]) {
    this.byId = new Map(accounts.map((account) => [account.id, account]))
  }

  get(id: string): Account | undefined {
    return this.byId.get(id)
  }

  list(): Account[] {
    return [...this.byId.values()]
  }
}

const known = new WeakMap<object, Accounts>()

/**
 * The accounts of a configuration. A configuration is read once.
 * @throws {AccountOptionsError} see `parseAccount`.
 */
export function accountsOf(medusaConfig: object): Accounts {
  const accounts =
    known.get(medusaConfig) ??
    new Accounts(accountEntries(medusaConfig).map(({ id, options }) => parseAccount(id, options)))
  known.set(medusaConfig, accounts)
  return accounts
}

/** Clients live as long as the process: they keep connections open and remember that Inbank is down. */
const clients = new Map<string, InbankClient>()

/** Each failure keeps a page waiting. */
const IMPATIENT = { failures: 2 }

/**
 * The client of an account, shared by every container of this process. Product pages have one of their own: a slow
 * calculator must not make checkout believe that Inbank is down.
 */
export function clientOf(account: Account, purpose: "payments" | "product_pages"): InbankClient {
  const { baseUrl, shopUuid, apiKey, paths } = account
  const key = JSON.stringify([purpose, baseUrl, shopUuid, apiKey, paths])
  const breaker = purpose === "product_pages" ? IMPATIENT : undefined
  const client = clients.get(key) ?? new InbankClient({ baseUrl, shopUuid, apiKey, paths, breaker })
  clients.set(key, client)
  return client
}

/** Our entries among the payment module's providers, with Medusa's id of each and its options as they were written. */
export function accountEntries(medusaConfig: unknown): { id: string; options: unknown }[] {
  const { modules = {} } = configSchema.parse(medusaConfig)
  const payment = paymentModuleSchema.safeParse(modules.payment)
  if (!payment.success) return []
  return payment.data.options.providers.flatMap((provider) => {
    const entry = ourEntrySchema.safeParse(provider)
    return entry.success ? [{ id: providerId(entry.data.id), options: entry.data.options }] : []
  })
}

function providerId(entryId: string | null | undefined): string {
  return entryId ? `pp_${PROVIDER_IDENTIFIER}_${entryId}` : `pp_${PROVIDER_IDENTIFIER}`
}

/**
 * True when the entry loads our file: people write the package's name, a path, or the result of `require.resolve`.
 * Medusa looks from the store's folder
 * (https://github.com/medusajs/medusa/blob/v2.21.2/packages/core/modules-sdk/src/loaders/utils/load-internal.ts).
 */
function isOurFile(resolve: string): boolean {
  return resolve === PROVIDER_MODULE || OUR_FILE.test(fileOf(resolve).replaceAll("\\", "/"))
}

const OUR_FILE = /\/src\/providers\/inbank(\/index\.[jt]s)?$/

function fileOf(resolve: string): string {
  try {
    return require.resolve(resolve, { paths: [process.cwd()] })
  } catch {
    // Medusa reports the error itself, once it loads the entry.
    return resolve
  }
}

const providerModuleSchema = z.object({
  services: z.array(z.custom<{ identifier?: unknown }>((service) => typeof service === "function")),
})

/** Medusa also takes the module itself: `resolve: require("medusa-payment-inbank/providers/inbank").default`. */
function isOurModule(resolve: unknown): boolean {
  const found = providerModuleSchema.safeParse(resolve)
  return found.success && found.data.services.some(({ identifier }) => identifier === PROVIDER_IDENTIFIER)
}
