const { defineFileConfig } = require("@medusajs/framework/utils")

const { MERCHANT_EMAIL } = process.env

defineFileConfig({ isDisabled: () => !MERCHANT_EMAIL })

/** The page's own example, in the tests that set it up: it is TypeScript, which a store run by plain Node cannot load. */
module.exports = MERCHANT_EMAIL ? require("../../../../docs/examples/mail-on-problem") : {}
