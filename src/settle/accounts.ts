import { InbankClient } from "../client"
import { parseAccount, type Account } from "../domain/account"
import { z } from "zod"

/** The static identifier of our provider: Medusa names an entry `pp_inbank` or `pp_inbank_<id>`. */
export const PROVIDER_IDENTIFIER = "inbank"

const PROVIDER_MODULE = "medusa-payment-inbank/providers/inbank"

const configSchema = z.object({
  modules: z.record(z.string(), z.unknown()).optional(),
})
const paymentModuleSchema = z.object({
  options: z.object({
    providers: z.array(z.object({ resolve: z.unknown(), id: z.string().optional(), options: z.unknown() })),
  }),
})

/**
 * The accounts of this store, read off the one place where they are configured: our entries among the payment
 * module's providers in medusa-config.
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

/** Clients live as long as the process: they keep connections open and remember that Inbank is down. */
const clients = new Map<string, InbankClient>()

/** The client of an account, shared by every container of this process. */
export function clientOf(account: Account): InbankClient {
  const key = JSON.stringify([account.baseUrl, account.shopUuid, account.apiKey])
  const known = clients.get(key)
  if (known) return known
  const client = new InbankClient({
    baseUrl: account.baseUrl,
    shopUuid: account.shopUuid,
    apiKey: account.apiKey,
  })
  clients.set(key, client)
  return client
}

function inbankEntries(medusaConfig: unknown): Account[] {
  const { modules = {} } = configSchema.parse(medusaConfig)
  const payment = paymentModuleSchema.safeParse(modules.payment)
  if (!payment.success) return []
  return payment.data.options.providers.filter(isOurs).map(({ id, options }) => {
    const providerId = id ? `pp_${PROVIDER_IDENTIFIER}_${id}` : `pp_${PROVIDER_IDENTIFIER}`
    return parseAccount(providerId, options)
  })
}

/** By package name, or by path when a plugin's own tests load it from its folder. */
function isOurs({ resolve }: { resolve: unknown }): boolean {
  if (typeof resolve !== "string") return false
  return resolve === PROVIDER_MODULE || resolve.replaceAll("\\", "/").endsWith("/src/providers/inbank")
}
