const { defineFileConfig } = require("@medusajs/framework/utils")
const inbankSweep = require("../../../../.medusa/server/src/jobs/inbank-sweep").default

const { SWEEP_SCHEDULE: schedule } = process.env

defineFileConfig({ isDisabled: () => !schedule })

/** The plugin's job on a schedule that a test chooses, where it chooses one: a worker has no routes to ask. */
module.exports = { default: inbankSweep, config: { name: "sweep-more-often", schedule } }
