/** The options that a provider entry cannot do without. */
export const VALID_OPTIONS = {
  country: "ee",
  environment: "demo",
  shopUuid: "a93f1f44-d5dd-4469-bfcc-c1de9e969213",
  apiKey: "secret-key",
  productCode: "hp_12",
  merchantDomainName: "shop.example.com",
  backendUrl: "https://api.shop.example.com",
  storefrontReturnUrl: "https://shop.example.com/{country_code}/checkout/inbank?lang={locale}",
}
