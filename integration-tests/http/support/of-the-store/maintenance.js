/** As sweep.js. */
module.exports = globalThis.inbankSuiteShop.require(
  "../../.medusa/server/src/services/reconcile/maintenance.js",
)
