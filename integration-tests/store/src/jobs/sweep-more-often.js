const inbankSweep = require("../../../../.medusa/server/src/jobs/inbank-sweep").default

/** The plugin's job on a schedule that a test chooses; never, where it chooses none. A worker has no routes to ask. */
module.exports = {
  default: inbankSweep,
  config: { name: "sweep-more-often", schedule: process.env.SWEEP_SCHEDULE ?? "0 0 1 1 *" },
}
