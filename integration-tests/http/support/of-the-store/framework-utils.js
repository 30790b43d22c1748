/** The store's own copy, already loaded: see store-environment.ts. */
module.exports = globalThis.inbankSuiteShop.require("@medusajs/framework/utils")
