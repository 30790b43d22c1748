import { startPostgres } from "../../../test-kit/postgres"
import { makeShopTemplate } from "../../support/make-shop-template"
import { theTemplate } from "../../support/shop-template"

/** One PostgreSQL for all of this project's stores: each worker copies the shop that it holds. */
export default async function globalSetup(): Promise<void> {
  await makeShopTemplate()
  const database = await startPostgres({ copyOf: theTemplate().cluster })
  globalThis.inbankHttpDatabase = database
  process.env.HTTP_DATABASE_URL = database.url("postgres")
}
