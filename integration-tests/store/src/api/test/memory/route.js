const { setFlagsFromString } = require("node:v8")
const { runInNewContext } = require("node:vm")

/** Bytes that this process holds; with `?collect` after everything that nobody needs was given back. */
async function GET(req, res) {
  if (req.query.collect !== undefined) {
    setFlagsFromString("--expose-gc")
    runInNewContext("gc")()
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  res.json({ rss, heapUsed, external })
}

module.exports = { GET }
