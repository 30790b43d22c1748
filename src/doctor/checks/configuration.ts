import { readFileSync } from "node:fs"
import { z } from "zod"
import { accountEntries } from "../../services/accounts"
import { parseAccount, type Account } from "../../domain/account/account"
import { error, wordsOf, type Finding } from "../finding"
import type { StoreConfig, StoreFolder } from "../store-folder"

const PACKAGE = "medusa-payment-inbank"
const manifestSchema = z.object({ name: z.string() })

/** Whether medusa-config has both entries, and which accounts have options that can be used. */
export function checkConfiguration(
  store: StoreFolder,
  config: StoreConfig,
): { accounts: Account[]; findings: Finding[] } {
  const accounts: Account[] = []
  const findings: Finding[] = []
  if (!config.plugins.some((plugin) => isOurs(store, typeof plugin === "string" ? plugin : plugin.resolve)))
    findings.push(
      error(
        'medusa-config has no entry of the plugin: its tables and routes are missing. Add { resolve: "medusa-payment-inbank", options: {} } to `plugins`, or run npx medusa-payment-inbank init.',
      ),
    )
  const entries = accountEntries(config)
  if (entries.length === 0)
    findings.push(
      error(
        'medusa-config has no payment provider of ours. Add { resolve: "medusa-payment-inbank/providers/inbank", id, options } to the providers of @medusajs/medusa/payment: docs/configuration.md.',
      ),
    )
  for (const { id, options } of entries) {
    try {
      accounts.push(parseAccount(id, options))
    } catch (wrong) {
      findings.push(error(wordsOf(wrong), id))
    }
  }
  return { accounts, findings }
}

/** People write the package's name, or the path of its folder. */
function isOurs(store: StoreFolder, resolve: string): boolean {
  if (resolve === PACKAGE) return true
  const manifest = store.find(`${resolve}/package.json`)
  return (
    manifest !== undefined &&
    manifestSchema.parse(JSON.parse(readFileSync(manifest, "utf8"))).name === PACKAGE
  )
}
