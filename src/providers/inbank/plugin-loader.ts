import { z } from "zod"

const modulesSchema = z.object({ modules: z.looseObject({ inbank: z.unknown() }) })

/**
 * Refuses to start a store that has the provider and not the plugin: customers would be sent to sign contracts, and
 * callbacks, returns and the sweep would not exist.
 */
export default async function requirePlugin({
  container,
}: {
  container: { resolve(name: "configModule"): unknown }
}) {
  const config = modulesSchema.safeParse(container.resolve("configModule"))
  if (config.success && config.data.modules.inbank) return
  throw new Error(
    'Inbank: the plugin is missing. Add `{ resolve: "medusa-payment-inbank", options: {} }` to `plugins` in medusa-config: the provider alone gets no callbacks.',
  )
}
