import { makeShopTemplate } from "../support/make-shop-template"

/** A filled shop for the bench, which would otherwise fill one of its own. */
export default async function globalSetup(): Promise<void> {
  await makeShopTemplate()
}
