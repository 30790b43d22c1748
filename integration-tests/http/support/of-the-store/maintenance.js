/** As sweep.js. */
module.exports = globalThis.inbankSuiteShop.require("../../.medusa/server/src/settle/maintenance.js")
