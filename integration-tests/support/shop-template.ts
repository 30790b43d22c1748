import { join } from "node:path"
import { z } from "zod"
import { ROOT } from "../../test-kit/medusa"
import { shopSettings } from "./inbank-shops"

/** The store of these tests: as child processes that are killed (`faults`), and inside the test's own (`http`). */
export const STORE = join(ROOT, "integration-tests/store")
export const DATABASE = "medusa"
export const MERCHANT = { email: "merchant@example.com", password: "supersecret" }

/** Provider entries of the store's medusa-config that its region offers. */
const ACCOUNTS = [
  ...["ee", "order", "shipment", "direct", "later", "pl", "down", "stranger", "locked"],
  ...["unsigned", "lv", "live", "api", "guess", "unconfirmed", "abroad"],
]
export const PROVIDERS = ["pp_system_default", ...ACCOUNTS.map((id) => `pp_inbank_${id}`)]

/** What does not differ from one process to the next. */
export const STORE_SETTINGS = {
  NODE_ENV: "production",
  // Jest's own would reach the child.
  NODE_OPTIONS: "",
  LOG_LEVEL: "warn",
  // The stores of `http` set it in the test's own process, and a child of that process must not load the example too.
  MERCHANT_EMAIL: "",
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
  return templateSchema.parse(JSON.parse(process.env.SHOP_TEMPLATE ?? "null"))
}
