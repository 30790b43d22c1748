const { URL } = require("node:url")
const { performance } = require("node:perf_hooks")
const { setTimeout: pause } = require("node:timers/promises")
const { setFlagsFromString } = require("node:v8")
const { runInNewContext } = require("node:vm")

/**
 * The bench's own requests to a store, answered before Medusa sees them: `/_bench/rest?quiet=40` answers once nothing
 * was running for that many milliseconds; both report what was seen of the process. @returns whether it was one of
 * them.
 */
function answerTheBench(req, res, seen) {
  const { pathname, searchParams } = new URL(req.url, "http://store")
  if (!pathname.startsWith("/_bench/")) return false
  const told = pathname === "/_bench/rest" ? atRest(seen, Number(searchParams.get("quiet"))) : cleaned()
  told.then(
    () => {
      const { heapUsed, rss } = process.memoryUsage()
      res.setHeader("content-type", "application/json")
      res.end(JSON.stringify({ ...seen, heapUsed, rss }))
    },
    (error) => res.writeHead(500).end(String(error)),
  )
  return true
}

async function atRest(seen, quietMilliseconds) {
  const isBusy = () => seen.queriesOpen > 0 || seen.requestsOpen > 0
  const sinceActive = () => performance.now() - seen.lastActive
  while (isBusy() || sinceActive() < quietMilliseconds) await pause(5)
}

/** Memory is measured after garbage collection. */
async function cleaned() {
  setFlagsFromString("--expose-gc")
  const collect = runInNewContext("gc")
  for (let times = 0; times < 3; times += 1) {
    collect()
    await pause(50)
  }
}

module.exports = { answerTheBench }
