const { AsyncLocalStorage } = require("node:async_hooks")
const { createRequire } = require("node:module")
const { Server: HttpServer } = require("node:http")
const { Server } = require("node:net")
const { performance } = require("node:perf_hooks")
const { answerTheBench } = require("./answer-the-bench")

/** The request that the code runs for; subscribers run outside any request. */
const request = new AsyncLocalStorage()

const seen = {
  /** Statements of this process so far, and those that begin and end transactions. */
  queries: 0,
  transactions: 0,
  /** What is running now, and when something last ran. */
  queriesOpen: 0,
  requestsOpen: 0,
  lastActive: 0,
  /** From the start of the process until it listened. */
  bootMilliseconds: undefined,
  bootProcessorMilliseconds: undefined,
}

/** Counts the statements of each request, and reports in a header of its answer how many there were until then. */
function watchThisProcess() {
  const fromMikroOrm = createRequire(require.resolve("@mikro-orm/postgresql"))
  const clients = new Set([require("pg").Client, fromMikroOrm("pg").Client])
  for (const { prototype } of clients) countStatements(prototype)
  countPerRequest()
  leaveSubscribersOut()
  noteWhenListening()
}

const TRANSACTION = /^\s*(begin|commit|rollback|savepoint|release|start transaction)/i

function countStatements(client) {
  const { query } = client
  client.query = function (statement, ...rest) {
    const text = typeof statement === "string" ? statement : statement?.text
    const kind = TRANSACTION.test(text ?? "") ? "transactions" : "queries"
    for (const counts of [seen, request.getStore()]) if (counts) counts[kind] += 1
    seen.queriesOpen += 1
    const ended = () => {
      seen.queriesOpen -= 1
      seen.lastActive = performance.now()
    }
    const last = rest.at(-1)
    if (typeof last === "function") {
      const told = (...answer) => {
        ended()
        last(...answer)
      }
      return query.call(this, statement, ...rest.slice(0, -1), told)
    }
    const answer = query.call(this, statement, ...rest)
    Promise.resolve(answer).then(ended, ended)
    return answer
  }
}

function countPerRequest() {
  const { emit } = HttpServer.prototype
  HttpServer.prototype.emit = function (name, req, res) {
    if (name !== "request") return emit.apply(this, arguments)
    if (answerTheBench(req, res, seen)) return true
    const counts = { queries: 0, transactions: 0 }
    seen.requestsOpen += 1
    res.once("close", () => {
      seen.requestsOpen -= 1
      seen.lastActive = performance.now()
    })
    const { writeHead } = res
    res.writeHead = function () {
      res.setHeader("x-bench-queries", `${counts.queries} ${counts.transactions}`)
      return writeHead.apply(this, arguments)
    }
    return request.run(counts, () => emit.apply(this, [name, req, res]))
  }
}

function leaveSubscribersOut() {
  const { default: EventBus } = require("@medusajs/event-bus-local/dist/services/event-bus-local")
  const { subscribe } = EventBus.prototype
  EventBus.prototype.subscribe = function (event, subscriber, context) {
    const apart = (told) => request.exit(() => subscriber(told))
    return subscribe.call(this, event, Object.assign(apart, subscriber), context)
  }
}

function noteWhenListening() {
  const { listen } = Server.prototype
  Server.prototype.listen = function () {
    this.once("listening", () => {
      const { user, system } = process.cpuUsage()
      seen.bootMilliseconds ??= performance.now()
      seen.bootProcessorMilliseconds ??= (user + system) / 1000
    })
    return listen.apply(this, arguments)
  }
}

module.exports = { watchThisProcess }
