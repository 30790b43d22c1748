import type { Database } from "../../demo/support/postgres"

declare global {
  var inbankTestDatabase: Database | undefined
  /** Ends what the setup of the fault tests has started. */
  var inbankFaultsCleanup: (() => Promise<void>) | undefined
  /** Ends what the setup of the package's tests has started. */
  var inbankPackageCleanup: (() => Promise<void>) | undefined
  /** How many more times the merchant's own hook of the test store fails. */
  var inbankTestHookFailures: number | undefined
}
