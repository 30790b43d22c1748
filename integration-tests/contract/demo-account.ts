import { parseAccount, type Account } from "../../src/domain/account/account"

const NEEDED = [
  "INBANK_DEMO_COUNTRY",
  "INBANK_DEMO_SHOP_UUID",
  "INBANK_DEMO_API_KEY",
  "INBANK_DEMO_PRODUCT_CODE",
] as const

/**
 * The account at Inbank's demo that the environment names, or the variables that are missing. INBANK_DEMO_API_URL is
 * another address to ask, such as a sandbox's.
 * @throws {AccountOptionsError} for a value that cannot work.
 */
export function demoAccount(env: NodeJS.Dict<string>): { account: Account } | { missing: string[] } {
  const missing = NEEDED.filter((variable) => !env[variable])
  if (missing.length > 0) return { missing }
  const account = parseAccount("pp_inbank_contract", {
    country: env.INBANK_DEMO_COUNTRY,
    environment: "demo",
    shopUuid: env.INBANK_DEMO_SHOP_UUID,
    apiKey: env.INBANK_DEMO_API_KEY,
    productCode: env.INBANK_DEMO_PRODUCT_CODE,
    ...(env.INBANK_DEMO_API_URL && { apiUrl: env.INBANK_DEMO_API_URL }),
    // Nobody is at these addresses: no contract is signed, so nobody is sent there.
    merchantDomainName: "shop.example.com",
    backendUrl: "https://api.shop.example.com",
    storefrontReturnUrl: "https://shop.example.com/checkout",
  })
  return { account }
}
