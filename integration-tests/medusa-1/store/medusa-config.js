/** A Medusa 1.20 store with Inbank. Its tests say where the database and the sandbox are. */
module.exports = {
  projectConfig: {
    database_url: process.env.DATABASE_URL,
    database_type: "postgres",
    jwt_secret: "secret",
    cookie_secret: "secret",
    store_cors: "http://127.0.0.1:9",
    admin_cors: "http://127.0.0.1:9",
  },
  plugins: [
    "medusa-fulfillment-manual",
    {
      resolve: "medusa-payment-inbank",
      options: {
        country: "ee",
        environment: "demo",
        apiUrl: process.env.INBANK_API_URL,
        shopUuid: process.env.INBANK_SHOP_UUID,
        apiKey: process.env.INBANK_API_KEY,
        productCode: "hire_purchase",
        merchantDomainName: "shop.example.com",
        backendUrl: process.env.BACKEND_URL,
        storefrontReturnUrl: "http://127.0.0.1:9/{country_code}/checkout/inbank",
        redirectHosts: ["127.0.0.1"],
        refunds: process.env.INBANK_REFUNDS ?? "api",
        approval: process.env.INBANK_APPROVAL ?? "capture",
      },
    },
  ],
  modules: {
    eventBus: { resolve: "@medusajs/event-bus-local" },
    cacheService: { resolve: "@medusajs/cache-inmemory" },
  },
}
