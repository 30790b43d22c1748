const { resolve } = require("node:path")
const { defineConfig } = require("@medusajs/framework/utils")
const { redisModules } = require("./redis-modules")

/** The store that the tests run in: one account for each way a merchant can be set up at Inbank. */
const plugin = resolve(__dirname, "../..")

// What no notification comes for is reconciled when a test says so, save where it says that the store's own sweeper runs.
if (!process.env.SWEEPS)
  require(`${plugin}/.medusa/server/src/modules/inbank/running`).running.atStart = () => undefined

/** Set where the store runs as a process of its own; Medusa's test runner brings its own database. */
const { DATABASE_URL, DATABASE_CONNECTIONS, REDIS_URL } = process.env

const shared = {
  country: "ee",
  environment: "demo",
  apiUrl: process.env.INBANK_API_URL,
  shopUuid: process.env.INBANK_SHOP_UUID,
  apiKey: process.env.INBANK_API_KEY,
  merchantDomainName: "shop.example.com",
  backendUrl: process.env.BACKEND_URL,
  storefrontReturnUrl: "http://127.0.0.1:9/{country_code}/checkout/inbank",
  // Tests begin more payments within a minute than customers do.
  maxSessionsPerMinute: 10_000,
}

const LEGAL_TEXT = "Krediidiandja on Inbank AS. Tutvu tingimustega ja küsi nõu."

const otherShop = {
  shopUuid: process.env.INBANK_OTHER_SHOP_UUID,
  apiKey: process.env.INBANK_OTHER_API_KEY,
}

const PROVIDER = `${plugin}/.medusa/server/src/providers/inbank`

const account = (id, options, resolve = PROVIDER) => ({
  resolve,
  id,
  options: { ...shared, ...options },
})

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    ...(DATABASE_URL && {
      databaseUrl: DATABASE_URL,
      databaseDriverOptions: {
        connection: { ssl: false },
        ...(DATABASE_CONNECTIONS && { pool: { max: Number(DATABASE_CONNECTIONS) } }),
      },
    }),
    ...(REDIS_URL && { redisUrl: REDIS_URL }),
    http: {
      storeCors: process.env.STORE_CORS || "http://127.0.0.1:9",
      adminCors: "http://127.0.0.1:9",
      authCors: "http://127.0.0.1:9",
      jwtSecret: "test",
      cookieSecret: "test",
    },
  },
  plugins: [{ resolve: plugin, options: {} }],
  modules: [
    ...redisModules(REDIS_URL),
    {
      resolve: "@medusajs/medusa/notification",
      options: {
        providers: [
          {
            resolve: "@medusajs/medusa/notification-local",
            id: "local",
            options: { channels: ["email", "feed"] },
          },
        ],
      },
    },
    {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          account("ee", {
            productCode: "hire_purchase",
            legalText: { et: LEGAL_TEXT, en: "The lender is Inbank AS." },
          }),
          account("order", { productCode: "hire_purchase", approval: "order" }),
          account("shipment", { productCode: "hire_purchase", approval: "shipment" }),
          // Written in other ways that Medusa takes too.
          account(
            "direct",
            { productCode: "hire_purchase_no_approval", approval: "none" },
            require.resolve(PROVIDER),
          ),
          account("later", { productCode: "pay_next_month", productType: "pay_next_month" }, `${PROVIDER}/`),
          // Set up wrongly, or out of luck: nobody listens on port 9, and Inbank knows neither product nor key.
          account("down", { productCode: "hire_purchase", apiUrl: "http://127.0.0.1:9" }),
          account("stranger", { productCode: "never_agreed" }),
          account("locked", { productCode: "hire_purchase", apiKey: "not-the-key" }),
          account("pl", { productCode: "hire_purchase_pln", country: "pl" }),
          // Refunds by Inbank's API; the second's addresses are not Inbank's, and it knows none that confirms a return.
          account("api", {
            productCode: "hire_purchase",
            refunds: "api",
            paths: {
              confirmReturn:
                "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/versions/{versionUuid}/confirm",
            },
          }),
          account("guess", {
            productCode: "hire_purchase",
            refunds: "api",
            paths: { withdrawal: "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/no-such-address" },
          }),
          account("unconfirmed", { productCode: "hire_purchase", refunds: "api" }),
          account(
            "unsigned",
            { productCode: "hire_purchase", callbackSignature: "optional" },
            require(PROVIDER).default,
          ),
          // Sells to Latvians and Lithuanians only, and knows its rates' unit.
          account("abroad", {
            productCode: "hire_purchase",
            deliveryCountries: ["lv", "lt"],
            showAnnualRates: true,
          }),
          // Another shop at Inbank, so another key: one whose key was changed lately, and one that is not a demo.
          account("lv", {
            ...otherShop,
            country: "lv",
            deliveryCountries: ["lv", "ee"],
            productCode: "hire_purchase",
            previousApiKey: "the-key-before",
            prefillContact: true,
          }),
          account("live", {
            ...otherShop,
            environment: "production",
            productCode: "hire_purchase",
            backendUrl: "https://api.shop.example.com",
            storefrontReturnUrl: "https://shop.example.com/checkout/inbank",
          }),
        ],
      },
    },
  ],
})
