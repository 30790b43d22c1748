const inbankSweep = require("../../../../../../.medusa/server/src/jobs/inbank-sweep").default

/** Runs the plugin's scheduled job now, in this process: a test need not wait for the clock's next minute. */
async function POST(req, res) {
  await inbankSweep(req.scope)
  res.json({ swept: true })
}

module.exports = { POST }
