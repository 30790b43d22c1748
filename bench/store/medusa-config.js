require("./watch").watchThisProcess()
const { resolve } = require("node:path")
const { defineConfig } = require("@medusajs/framework/utils")

/** One store three times: only the way to pay differs, which BENCH_PAYMENT names ("all" while the shop is filled). */
const { env } = process
const plugin = resolve(__dirname, "../..")
const has = (payment) => env.BENCH_PAYMENT === payment || env.BENCH_PAYMENT === "all"

// The sweep is off: rows without a notification are not measured.
if (has("inbank"))
  require(`${plugin}/.medusa/server/src/modules/inbank/running`).running.atStart = () => undefined

const inbank = {
  resolve: `${plugin}/.medusa/server/src/providers/inbank`,
  id: "ee",
  options: {
    country: "ee",
    environment: "demo",
    apiUrl: env.INBANK_API_URL,
    shopUuid: env.INBANK_SHOP_UUID,
    apiKey: env.INBANK_API_KEY,
    productCode: "hire_purchase",
    merchantDomainName: "shop.example.com",
    backendUrl: env.BACKEND_URL,
    storefrontReturnUrl: "http://127.0.0.1:9/{country_code}/checkout/inbank",
    refunds: "api",
    // The bench begins more payments within a minute than customers do.
    maxSessionsPerMinute: 100_000,
  },
}
const stripe = {
  resolve: resolve(__dirname, "stripe-at-stub.js"),
  id: "stripe",
  options: { apiKey: "sk_test_bench", webhookSecret: env.STRIPE_WEBHOOK_SECRET, stub: env.STRIPE_STUB_URL },
}
const providers = [...(has("inbank") ? [inbank] : []), ...(has("stripe") ? [stripe] : [])]

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: "http://127.0.0.1:9",
      adminCors: "http://127.0.0.1:9",
      authCors: "http://127.0.0.1:9",
      jwtSecret: "bench",
      cookieSecret: "bench",
    },
  },
  plugins: has("inbank") ? [{ resolve: plugin, options: {} }] : [],
  modules: [{ resolve: "@medusajs/medusa/payment", options: { providers } }],
})
