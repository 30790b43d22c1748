import { defineConfig } from "@medusajs/framework/utils"
import { LEGAL_TEXTS } from "./legal-texts"

/** The demo's store. Everything that differs from run to run comes from the environment (demo/run-demo.ts). */
const { env } = process

export default defineConfig({
  admin: {
    disable: env.DEMO_ADMIN !== "true",
    // An installed plugin is found by its name; the demo takes it from its build folder.
    vite: () => ({
      resolve: {
        alias: { "medusa-payment-inbank/admin": `${env.DEMO_PLUGIN}/.medusa/server/src/admin/index.mjs` },
      },
    }),
  },
  projectConfig: {
    databaseUrl: env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    // Built stores send their session cookie only over https; the demo is plain http on this machine.
    cookieOptions: { secure: false, sameSite: "lax" },
    http: {
      storeCors: env.STOREFRONT_URL ?? "",
      adminCors: env.BACKEND_URL ?? "",
      authCors: env.BACKEND_URL ?? "",
      jwtSecret: env.DEMO_SECRET,
      cookieSecret: env.DEMO_SECRET,
    },
  },
  plugins: [{ resolve: env.DEMO_PLUGIN ?? "medusa-payment-inbank", options: {} }],
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          {
            resolve: `${env.DEMO_PLUGIN}/.medusa/server/src/providers/inbank`,
            id: "ee",
            options: {
              country: "ee",
              environment: "demo",
              apiUrl: env.INBANK_API_URL,
              partnerPortalUrl: `${env.INBANK_API_URL}/portal`,
              shopUuid: env.INBANK_SHOP_UUID,
              apiKey: env.INBANK_API_KEY,
              productCode: "hire_purchase",
              productType: "hire_purchase",
              merchantDomainName: "pohjala.example.com",
              backendUrl: env.BACKEND_URL,
              // The language in which this shopper was sent to Inbank: they may come back in another browser.
              storefrontReturnUrl: `${env.STOREFRONT_URL}/{country_code}/checkout/inbank?locale={locale}`,
              legalText: LEGAL_TEXTS,
              // Approved at Inbank when the goods are shipped, or earlier by the button "Capture payment".
              approval: "shipment",
              // The button "Refund" gives back at Inbank. The address that confirms a part is UNKNOWN: this one is the
              // sandbox's own. For your shop ask Inbank, or leave both options out and refund in its Partner Portal.
              refunds: "api",
              paths: {
                confirmReturn:
                  "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/versions/{versionUuid}/confirm",
              },
            },
          },
        ],
      },
    },
  ],
})
