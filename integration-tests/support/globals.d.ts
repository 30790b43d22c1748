import type { Database } from "../../test-kit/postgres"
import type { SuiteShop } from "../http/support/store-environment"

declare global {
  var inbankHttpDatabase: Database | undefined
  /** The shop's database that this run has made, and what deletes it. */
  var inbankShopTemplate: Promise<() => Promise<void>> | undefined
  /** Ends what the setup of the package's tests has started. */
  var inbankPackageCleanup: (() => Promise<void>) | undefined
  /** The running store that a suite of `http` finds: its test environment puts it there. */
  var inbankSuiteShop: SuiteShop | undefined
  /** How many more times the merchant's own hook of the test store fails. */
  var inbankTestHookFailures: number | undefined
}
