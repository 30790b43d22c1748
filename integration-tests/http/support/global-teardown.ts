import { deleteShopTemplate } from "../../support/make-shop-template"

/** Ends the PostgreSQL that the setup started. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.inbankHttpDatabase?.stop()
  await deleteShopTemplate()
}
