/** The sweep as the store runs it: of the same build, with the same memory. */
module.exports = globalThis.inbankSuiteShop.require("../../.medusa/server/src/services/reconcile/sweep.js")
