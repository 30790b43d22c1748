const { sweep } = require("../../../../../../.medusa/server/src/services/reconcile/sweep")

/** Looks at what is due now, in this process: a test need not wait for the sweeper. */
async function POST(req, res) {
  await sweep(req.scope)
  res.json({ swept: true })
}

module.exports = { POST }
