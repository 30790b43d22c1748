const { defineConfig, loadEnv } = require("@medusajs/framework/utils")

// Reads .env of this folder; what the environment has already set wins.
loadEnv(process.env.NODE_ENV || "development", process.cwd())

module.exports = defineConfig({
  admin: {
    // Shops often run the admin apart from the API; "true" leaves it out of this process.
    disable: process.env.DISABLE_MEDUSA_ADMIN === "true",
  },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {
      storeCors: process.env.STORE_CORS,
      adminCors: process.env.ADMIN_CORS,
      authCors: process.env.AUTH_CORS,
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
  },
  // Both entries are needed. This one brings the plugin's tables, routes (Inbank's callback among them), jobs and
  // subscribers. Its only option, `shutdownSeconds`, is in docs/configuration.md.
  plugins: [{ resolve: "medusa-payment-inbank", options: {} }],
  modules: [
    {
      // This one makes Inbank a payment method. Its options are the only place where Inbank is configured.
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          {
            resolve: "medusa-payment-inbank/providers/inbank",
            // Medusa names the method "pp_inbank_ee" and shows "Inbank (EE)". Another country or product is another
            // entry like this one with an id of its own.
            id: "ee",
            options: {
              // Gives the currency, Inbank's address and the language: ee | lv | lt | pl | cz.
              country: "ee",
              // demo | production. Each has its own shop, key and product codes.
              environment: process.env.INBANK_ENVIRONMENT,
              // Only for the sandbox or a proxy. Empty or not set: Inbank's own address.
              apiUrl: process.env.INBANK_API_URL || undefined,
              // All three come from Inbank. The key is secret: it is also taken to sign Inbank's callbacks.
              shopUuid: process.env.INBANK_SHOP_UUID,
              apiKey: process.env.INBANK_API_KEY,
              productCode: process.env.INBANK_PRODUCT_CODE,
              // The shop's domain as agreed with Inbank, without https://.
              merchantDomainName: process.env.INBANK_MERCHANT_DOMAIN_NAME,
              // Where Inbank and the customer's browser reach this Medusa.
              backendUrl: process.env.BACKEND_URL,
              // Where the customer goes after e-POS; gets ?status=…&reason=…&cart_id=…&order_id=…
              storefrontReturnUrl:
                process.env.STOREFRONT_URL && `${process.env.STOREFRONT_URL}/{country_code}/checkout/inbank`,

              // Every further option, with its default:

              // hire_purchase | split | pay_next_month, as agreed for the product code.
              // productType: "hire_purchase",

              // When the merchant approves a granted contract: capture (by hand in the admin) | order | shipment | none
              // (Inbank asks for no approval; always so for pay_next_month). Must be as agreed for the product.
              // approval: "capture",

              // Language of e-POS: et-ET | lv-LV | lt-LT | pl-PL | cs-CS | en-US. The country's own by default.
              // locale: "et-ET",

              // How long a customer may take, and an offer stands.
              // sessionLifetimeMinutes: 2880,

              // Narrows the price range that Inbank agreed for the product; major units. Not set: the product's own.
              // minAmount: undefined,
              // maxAmount: undefined,

              // Where the goods may go for this method to be offered; two small letters each. Not set: the account's own
              // country.
              // deliveryCountries: ["ee"],

              // Your own credit-advertising text, as the law of the country wants it beside a price a month, by language:
              // et, lv, lt, pl, cs, en, ru. Where a language has none, <inbank-instalments> shows nothing in it.
              // legalText: {},

              // true: offers tell Inbank's annual rates. First compare them with your contract: their unit is not
              // documented to us, and they are shown as fractions (0.119 as 11.9 %).
              // showAnnualRates: false,

              // true: e-mail and phone of the cart are sent to e-POS, when both are there, so that the form is filled.
              // prefillContact: false,

              // Where refunds are made. portal: by hand in Inbank's Partner Portal, then booked in Medusa. api: by the admin's
              // refund button, which calls Inbank (never for pay_next_month). Try it in demo first: see paths.
              // refunds: "portal",

              // Two calls of refunds by API that Inbank does not document publicly; ask integration@inbank.ee (.lv, .lt, .pl,
              // .cz). withdrawal, for a whole refund, is guessed unless set:
              //   "/partner/v3/shops/{shopUuid}/contracts/{contractUuid}/merchant-withdrawal"
              // confirmReturn, for a part, has no default; it must hold {contractUuid} and {versionUuid}. No part of a
              // purchase is returned by API until it is set.
              // paths: { withdrawal: undefined, confirmReturn: undefined },

              // For so many days after a purchase is completed its contract is looked at once a day, so that what somebody
              // did in the Partner Portal is seen. 0 to 400.
              // contractWatchDays: 60,

              // A granted contract that nobody has approved for so many days is shown as a problem. 0 to 60; 0: never.
              // approvalReminderDays: 3,

              // So many payments may be begun within a minute, in each process; more are no customers but a flood.
              // maxSessionsPerMinute: 120,

              // Where the admin's links and sentences send you. Not set: the country's Partner Portal.
              // partnerPortalUrl: undefined,

              // While you change keys: the old one, so that callbacks signed with it are still believed.
              // previousApiKey: undefined,

              // optional: callbacks without a signature are listened to as well; a wrong one is refused always.
              // callbackSignature: "required",

              // Hosts to which a customer may be sent; the host of apiUrl always counts.
              // redirectHosts: ["*.inbank.ee", "*.inbank.lv", "*.inbank.lt", "*.inbank.pl", "*.inbank.cz", "*.inbank.eu"],
            },
          },
        ],
      },
    },
  ],
})

// A store on Medusa 1.20 has no providers: there the same options stand at the plugin itself, for the one account it can
// have, and "medusa migrations run" makes its table (docs/medusa-1.md). The whole of its medusa-config.js:
//
// module.exports = {
//   projectConfig: { database_url: process.env.DATABASE_URL },
//   plugins: [
//     "medusa-fulfillment-manual",
//     {
//       resolve: "medusa-payment-inbank",
//       options: {
//         country: "ee",
//         environment: process.env.INBANK_ENVIRONMENT,
//         shopUuid: process.env.INBANK_SHOP_UUID,
//         apiKey: process.env.INBANK_API_KEY,
//         productCode: process.env.INBANK_PRODUCT_CODE,
//         merchantDomainName: "shop.example.com",
//         backendUrl: process.env.BACKEND_URL,
//         storefrontReturnUrl: "https://shop.example.com/{country_code}/checkout/inbank",
//       },
//     },
//   ],
//   modules: {
//     eventBus: { resolve: "@medusajs/event-bus-local" },
//     cacheService: { resolve: "@medusajs/cache-inmemory" },
//   },
// }
