import type { Database } from "../../demo/support/postgres"

declare global {
  var inbankTestDatabase: Database | undefined
}
