import type { Account } from "../../domain/account/account"
import { SWEEP_LATE_SECONDS } from "../../domain/timeouts"
import type { MedusaTables } from "../../medusa/sql"
import { askForProduct } from "../../services/merchant/check-account"
import { testCallback } from "../../services/merchant/test-callback"
import { accountViews, type AccountView } from "../../services/views/account-view"
import { error, warning, type Finding } from "../finding"

type Code = AccountView["warnings"][number]["code"]
/** With these no order is ever placed. */
const ERRORS: readonly Code[] = ["approval_product_waits"]

/** Whether Inbank takes the key and knows the product. */
export async function checkAtInbank(accounts: readonly Account[]): Promise<Finding[]> {
  const checks = await Promise.all(
    accounts.map(async (account) => ({ id: account.id, asked: await askForProduct(account) })),
  )
  return checks.flatMap(({ id, asked }) => (asked.ok ? [] : [error(asked.message, id)]))
}

/** Whether the store answers where Inbank will call it. */
export async function checkBackend(accounts: readonly Account[]): Promise<Finding[]> {
  const tests = await Promise.all(
    accounts.map(async (account) => ({ id: account.id, test: await testCallback(account) })),
  )
  return tests.flatMap(({ id, test }) =>
    test.ok ? [] : [warning(`${test.message} Run this where the store runs, while it runs.`, id)],
  )
}

/** What the store's own settings say of the accounts. */
export async function checkSettings(plugin: Parameters<typeof accountViews>[0]): Promise<Finding[]> {
  const views = await accountViews(plugin)
  return views.flatMap(({ id, warnings }) =>
    warnings.map(({ code, message }) => (ERRORS.includes(code) ? error(message, id) : warning(message, id))),
  )
}

/** Whether somebody looks after the purchases that are not finished. */
export async function checkSweep({ backlogs }: MedusaTables): Promise<Finding[]> {
  const { lag_seconds, due } = await backlogs.read()
  if (lag_seconds < SWEEP_LATE_SECONDS) return []
  return [
    error(
      `Nobody has looked after what is due (${due}) for ${Math.round(lag_seconds)} seconds: customers have paid or given up, and no order says so. Start a process of the store whose worker mode is "shared" or "worker".`,
    ),
  ]
}
