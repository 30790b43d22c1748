import { isDeepStrictEqual } from "node:util"
import { z } from "zod"
import { parseAccount, type Account } from "../../domain/account/account"
import { accountsOf } from "../../services/accounts"

const modulesSchema = z.object({ modules: z.looseObject({ inbank: z.unknown() }) })

interface Load {
  container: { resolve(name: "configModule"): object }
  /** Of the provider entry that is being loaded. */
  options?: Record<string, unknown>
}

/**
 * Refuses to start a store that has the provider and not the plugin: customers would be sent to sign contracts, and
 * callbacks, returns and the sweep would not exist. The same holds for an entry that Medusa loads and that we do not
 * find in medusa-config.
 */
export default async function requirePlugin({ container, options }: Load): Promise<void> {
  const config = container.resolve("configModule")
  const parsed = modulesSchema.safeParse(config)
  if (!parsed.success || !parsed.data.modules.inbank)
    throw new Error(
      'Inbank: the plugin is missing. Add `{ resolve: "medusa-payment-inbank", options: {} }` to `plugins` in medusa-config: the provider alone gets no callbacks.',
    )
  const mine = parseAccount("", options)
  const isMine = (account: Account) => isDeepStrictEqual({ ...account, id: "" }, mine)
  if (!accountsOf(config).list().some(isMine))
    throw new Error(
      'Inbank: a provider entry is not recognised. Write `resolve: "medusa-payment-inbank/providers/inbank"` in medusa-config, and see that the store has one copy of the package (`npm ls medusa-payment-inbank`).',
    )
}
