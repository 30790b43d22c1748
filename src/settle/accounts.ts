import { z } from "zod"
import { InbankClient } from "../client"
import { parseAccount, type Account } from "../domain/account"

/** The static identifier of our provider: Medusa names an entry `pp_inbank` or `pp_inbank_<id>`. */
export const PROVIDER_IDENTIFIER = "inbank"

const PROVIDER_MODULE = "medusa-payment-inbank/providers/inbank"

const configSchema = z.object({ modules: z.record(z.string(), z.unknown()).optional() })
const paymentModuleSchema = z.object({ options: z.object({ providers: z.array(z.unknown()) }) })
const ourEntrySchema = z.object({
  resolve: z.string().refine(isOurs),
  id: z.string().nullish(),
  options: z.unknown().optional(),
})

/**
 * The accounts of this store, read off the one place where they are configured: our entries among the payment
 * module's providers in medusa-config. Other providers' entries are none of our business.
 */
export class Accounts {
  private readonly byId: ReadonlyMap<string, Account>

  constructor(medusaConfig: unknown) {
    this.byId = new Map(inbankEntries(medusaConfig).map((account) => [account.id, account]))
  }

  get(id: string): Account | undefined {
    return this.byId.get(id)
  }

  list(): Account[] {
    return [...this.byId.values()]
  }
}

const known = new WeakMap<object, Accounts>()

/** The accounts of a configuration, which is read once. */
export function accountsOf(medusaConfig: object): Accounts {
  const accounts = known.get(medusaConfig) ?? new Accounts(medusaConfig)
  known.set(medusaConfig, accounts)
  return accounts
}

/** Clients live as long as the process: they keep connections open and remember that Inbank is down. */
const clients = new Map<string, InbankClient>()

/** Each failure is a page that was kept waiting. */
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

function inbankEntries(medusaConfig: unknown): Account[] {
  const { modules = {} } = configSchema.parse(medusaConfig)
  const payment = paymentModuleSchema.safeParse(modules.payment)
  if (!payment.success) return []
  return payment.data.options.providers.flatMap((provider) => {
    const entry = ourEntrySchema.safeParse(provider)
    return entry.success ? [parseAccount(providerId(entry.data.id), entry.data.options)] : []
  })
}

function providerId(entryId: string | null | undefined): string {
  return entryId ? `pp_${PROVIDER_IDENTIFIER}_${entryId}` : `pp_${PROVIDER_IDENTIFIER}`
}

/** By package name, or by path when a plugin's own tests load it from its folder. */
function isOurs(resolve: string): boolean {
  return resolve === PROVIDER_MODULE || resolve.replaceAll("\\", "/").endsWith("/src/providers/inbank")
}
