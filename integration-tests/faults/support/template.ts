import { join } from "node:path"
import { z } from "zod"
import { ROOT } from "../../../demo/support/medusa"
import { shopSettings } from "../../support/inbank-shops"

/** The store that runs as child processes here, and inside Jest in `integration-tests/http`. */
export const STORE = join(ROOT, "integration-tests/store")
export const DATABASE = "medusa"
export const MERCHANT = { email: "merchant@example.com", password: "supersecret" }
/** Provider entries of the store's medusa-config that a region offers. */
export const ACCOUNTS = ["ee", "order", "direct", "later", "api"]

/** What does not differ from one process to the next. */
export const STORE_SETTINGS = {
  NODE_ENV: "production",
  // Jest's own would reach the child.
  NODE_OPTIONS: "",
  LOG_LEVEL: "warn",
  ...shopSettings,
}

export const templateSchema = z.object({
  /** A halted PostgreSQL whose database holds a shop. */
  cluster: z.string(),
  seeded: z.object({
    publishableKey: z.string(),
    regionId: z.string(),
    shippingOptionId: z.string(),
    variants: z.record(z.string(), z.string()),
  }),
})
export type Template = z.output<typeof templateSchema>

/** What the run's setup has made. */
export function theTemplate(): Template {
  return templateSchema.parse(JSON.parse(process.env.FAULTS_TEMPLATE ?? "null"))
}
