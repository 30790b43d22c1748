import { deleteShopTemplate } from "../support/make-shop-template"

export default async function globalTeardown(): Promise<void> {
  await deleteShopTemplate()
}
