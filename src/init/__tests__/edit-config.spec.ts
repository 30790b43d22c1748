import { edited, expectsEdit, MODULES, PLUGIN, PROVIDER, textsOf } from "./edited"

/** As `create-medusa-app` makes it. */
const STARTER = `
  import { loadEnv, defineConfig } from '@medusajs/framework/utils'

  loadEnv(process.env.NODE_ENV || 'development', process.cwd())

  module.exports = defineConfig({
    projectConfig: {
      databaseUrl: process.env.DATABASE_URL,
      http: {
        storeCors: process.env.STORE_CORS!,
        jwtSecret: process.env.JWT_SECRET || "supersecret",
      }
-   }
+   },
+   plugins: [{ resolve: 'medusa-payment-inbank', options: {} }],
+   modules: [
+     {
+       resolve: '@medusajs/medusa/payment',
+       options: {
+         providers: [
+           {
+             resolve: 'medusa-payment-inbank/providers/inbank',
+             id: 'ee',
+             options: {
+               country: 'ee',
+               environment: process.env.INBANK_ENVIRONMENT,
+               apiUrl: process.env.INBANK_API_URL || undefined,
+               shopUuid: process.env.INBANK_SHOP_UUID,
+               apiKey: process.env.INBANK_API_KEY,
+               productCode: process.env.INBANK_PRODUCT_CODE,
+               merchantDomainName: process.env.INBANK_MERCHANT_DOMAIN_NAME,
+               backendUrl: process.env.BACKEND_URL,
+               storefrontReturnUrl:
+                 process.env.STOREFRONT_URL && \`\${process.env.STOREFRONT_URL}/{country_code}/checkout/inbank\`
+             }
+           }
+         ]
+       }
+     }
+   ]
  })
`

describe("medusa-config, as init writes it,", () => {
  it("has both entries in the form of Medusa's starter", () => expectsEdit(STARTER))

  it("keeps the providers of a payment module, and its other modules", () =>
    expectsEdit(`
  import { defineConfig } from "@medusajs/framework/utils"

  export default defineConfig({
      modules: [
          { resolve: "./src/modules/brand" },
          {
              resolve: "@medusajs/medusa/payment",
              options: {
                  providers: [
                      {
                          resolve: "@medusajs/medusa/payment-stripe",
                          id: "stripe",
                          options: { apiKey: process.env.STRIPE_API_KEY },
                      },
+                     {
+                         resolve: "medusa-payment-inbank/providers/inbank",
+                         id: "ee",
+                         options: {
+                             country: "ee",
+                             environment: process.env.INBANK_ENVIRONMENT,
+                             apiUrl: process.env.INBANK_API_URL || undefined,
+                             shopUuid: process.env.INBANK_SHOP_UUID,
+                             apiKey: process.env.INBANK_API_KEY,
+                             productCode: process.env.INBANK_PRODUCT_CODE,
+                             merchantDomainName: process.env.INBANK_MERCHANT_DOMAIN_NAME,
+                             backendUrl: process.env.BACKEND_URL,
+                             storefrontReturnUrl:
+                                 process.env.STOREFRONT_URL && \`\${process.env.STOREFRONT_URL}/{country_code}/checkout/inbank\`,
+                         },
+                     },
                  ],
              },
          },
          { resolve: "@medusajs/medusa/cache-redis", options: { redisUrl: process.env.REDIS_URL } },
      ],
+     plugins: [{ resolve: "medusa-payment-inbank", options: {} }],
  })
`))

  it("keeps other plugins, and what is written between and behind them", () =>
    expectsEdit(`
  module.exports = {
    plugins: [
      "@medusajs/draft-order", // the admin's
-     { resolve: "./plugins/loyalty", options: {} } // ours
-     // { resolve: "./plugins/old" },
+     { resolve: "./plugins/loyalty", options: {} }, // ours
+     // { resolve: "./plugins/old" },
+     ${PLUGIN}
    ],
    ${MODULES},
  }
`))

  it.each([
    ["an empty list", "plugins: []", `plugins: [${PLUGIN}]`],
    ["an empty list of two lines", "plugins: [\n  ]", `plugins: [\n    ${PLUGIN},\n  ]`],
    ["a list with a comment", "plugins: [\n    // none\n  ]", `plugins: [\n    // none\n    ${PLUGIN},\n  ]`],
    ["a list in one line", `plugins: ["a"]`, `plugins: ["a", ${PLUGIN}]`],
    ["a list that ends with a comma", `plugins: ["a",]`, `plugins: ["a", ${PLUGIN}]`],
    ["a list with a type", `plugins: (["a"] as const)`, `plugins: (["a", ${PLUGIN}] as const)`],
    [
      "a list that begins in the line of its first item",
      `plugins: [{\n    resolve: "a",\n  }]`,
      `plugins: [{\n    resolve: "a",\n  }, ${PLUGIN}]`,
    ],
  ])("adds the plugin to %s", (_form, before, after) => {
    const config = (plugins: string) => `module.exports = {\n  ${plugins},\n  ${MODULES},\n}\n`
    expect(edited(config(before))).toBe(config(after))
  })

  it.each([
    ["by the package's name", `plugins: ["medusa-payment-inbank"], ${MODULES}`],
    ["by a path", `plugins: [{ resolve: "../medusa-payment-inbank" }], ${MODULES}`],
    ["behind a condition", `plugins: process.env.INBANK ? [${PLUGIN}] : [], ${MODULES}`],
    ["by require", `plugins: [${PLUGIN}], ${MODULES.replace(/"([^"]*inbank)"/, 'require.resolve("$1")')}`],
    [
      "in an object of modules",
      `plugins: [${PLUGIN}], modules: { payment: { options: { providers: [${PROVIDER}] }, resolve: "@medusajs/payment" } }`,
    ],
  ])("is complete where the entries are there %s", (_form, entries) => {
    const text = `module.exports = { ${entries} }`
    expect(edited(text)).toBe(text)
  })

  it("takes what is kept in constants of the file for what it is", () =>
    expectsEdit(`
  const { defineConfig } = require('@medusajs/framework/utils');

- const plugins = ['@medusajs/draft-order'];
+ const plugins = ['@medusajs/draft-order', { resolve: 'medusa-payment-inbank', options: {} }];
  const redis = process.env.REDIS_URL ? [{ resolve: '@medusajs/medusa/cache-redis' }] : [];
  const config = {
    projectConfig: {},
    plugins,
    modules: [
      ...redis,
      { resolve: '@medusajs/medusa/payment', options: { providers: [${PROVIDER.replaceAll('"', "'")}] } },
    ],
  };

  module.exports = defineConfig(config);
`))

  it("keeps lines that end as Windows ends them, a mark at its beginning, and a missing end of the last line", () => {
    const { before, after } = textsOf(STARTER)
    const ofWindows = (text: string) => `\uFEFF${text.trimEnd().replaceAll("\n", "\r\n")}`
    expect(edited(ofWindows(before))).toBe(ofWindows(after))
  })
})
