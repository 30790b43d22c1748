import { demoShop } from "../../src/sandbox"

/** A second shop at Inbank, with a key of its own: that of the accounts `lv` and `live`. */
export const otherShop = {
  shopUuid: "5a4db0c5-1ba4-4b0c-8e05-000000000002",
  apiKey: "the-other-shops-key",
  products: demoShop.products,
}

/** What the test store's medusa-config reads of both shops. */
export const shopSettings = {
  INBANK_SHOP_UUID: demoShop.shopUuid,
  INBANK_API_KEY: demoShop.apiKey,
  INBANK_OTHER_SHOP_UUID: otherShop.shopUuid,
  INBANK_OTHER_API_KEY: otherShop.apiKey,
}
