import type { Country } from "../client/countries"

export const PLUGIN = "medusa-payment-inbank"
export const PAYMENT_MODULE = "@medusajs/medusa/payment"

/** What medusa-config needs, as code: with double quotes, two spaces and commas at the ends of lines. */
export const PLUGIN_ENTRY = `{ resolve: "${PLUGIN}", options: {} }`
export const PLUGINS = `plugins: [${PLUGIN_ENTRY}]`

export function providerEntry(country: Country): string {
  return `{
  resolve: "${PLUGIN}/providers/inbank",
  id: "${country}",
  options: {
    country: "${country}",
    environment: process.env.INBANK_ENVIRONMENT,
    apiUrl: process.env.INBANK_API_URL || undefined,
    shopUuid: process.env.INBANK_SHOP_UUID,
    apiKey: process.env.INBANK_API_KEY,
    productCode: process.env.INBANK_PRODUCT_CODE,
    merchantDomainName: process.env.INBANK_MERCHANT_DOMAIN_NAME,
    backendUrl: process.env.BACKEND_URL,
    storefrontReturnUrl:
      process.env.STOREFRONT_URL && \`\${process.env.STOREFRONT_URL}/{country_code}/checkout/inbank\`,
  },
}`
}

export function providers(country: Country): string {
  return `providers: ${list(providerEntry(country))}`
}

export function options(country: Country): string {
  return `options: ${object([providers(country)])}`
}

export function paymentModule(country: Country): string {
  return object([`resolve: "${PAYMENT_MODULE}"`, options(country)])
}

export function modules(country: Country): string {
  return `modules: ${list(paymentModule(country))}`
}

function list(item: string): string {
  return `[\n  ${deeper(item)},\n]`
}

function object(properties: readonly string[]): string {
  return `{\n${properties.map((property) => `  ${deeper(property)},\n`).join("")}}`
}

function deeper(code: string): string {
  return code.replaceAll("\n", "\n  ")
}

export interface Variable {
  name: string
  /** What stands in a fresh file. */
  value: string
  comment?: string
}

/** What the provider's entry reads. */
export const VARIABLES: readonly Variable[] = [
  {
    name: "INBANK_ENVIRONMENT",
    value: "demo",
    comment: "Inbank: demo or production. Shop, key and product code come from Inbank, for each its own.",
  },
  { name: "INBANK_SHOP_UUID", value: "" },
  { name: "INBANK_API_KEY", value: "" },
  { name: "INBANK_PRODUCT_CODE", value: "" },
  {
    name: "INBANK_MERCHANT_DOMAIN_NAME",
    value: "",
    comment: "The shop's domain as agreed with Inbank, without https://.",
  },
  {
    name: "INBANK_API_URL",
    value: "",
    comment:
      "The sandbox's address (npx medusa-payment-inbank-sandbox). Leave empty to talk to Inbank itself.",
  },
  {
    name: "BACKEND_URL",
    value: "http://localhost:9000",
    comment: "Where Inbank and customers reach this Medusa, and the shop. In production both must be https.",
  },
  { name: "STOREFRONT_URL", value: "http://localhost:8000" },
]
