const { defineFileConfig } = require("@medusajs/framework/utils")

const { MERCHANT_EMAIL } = process.env

defineFileConfig({ isDisabled: () => !MERCHANT_EMAIL })

/**
 * The page's own example, for the tests that set it up. It is TypeScript, which a store run by plain Node cannot load: they
 * have loaded it before the store asks for it.
 */
module.exports = MERCHANT_EMAIL ? require("../../../../docs/examples/mail-on-problem.ts") : {}
