import { once } from "node:events"
import { createServer, type Server } from "node:http"
import express, { type Express } from "express"
import { Faults } from "./api/faults/faults"
import { Gateway } from "./api/gateway"
import { Journal } from "./api/journal"
import { partnerApi } from "./api/partner-api"
import { AfterSale } from "./bank/after-sale"
import { Bank } from "./bank/bank"
import { Callbacks } from "./bank/callbacks/callbacks"
import { Ledger } from "./bank/ledger"
import { Payouts } from "./bank/payouts"
import { Clock } from "./clock"
import { indexPage } from "./control/index-page"
import { customerOf, portalOf } from "./control/people"
import { controlRoutes } from "./control/routes"
import { epos } from "./epos/routes"
import { portalPages } from "./portal/routes"
import type { Sandbox, SandboxOptions } from "./sandbox"
import { checkShops, demoShop } from "./shops"

/** Longer than a client usually keeps an idle connection, so that the sandbox never closes it first. */
const keepAliveMilliseconds = 75_000

/** Starts a sandbox. Rejects with the server's error when the port is not available. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    host = "127.0.0.1",
    shops = [demoShop],
    now: startingClock = () => new Date(),
    sendCallbacks = true,
  } = options
  checkShops(shops)
  const server = createServer({ keepAliveTimeout: keepAliveMilliseconds })
  const port = await listen(server, options.port ?? 0, host)
  const url = `http://${hostInAddress(host)}:${port}`

  const journal = new Journal()
  const clock = new Clock(startingClock)
  const { now } = clock
  const faults = new Faults()
  const callbacks = new Callbacks(sendCallbacks)
  const ledger = new Ledger(shops, now, url)
  const bank = new Bank(ledger, callbacks)
  const payouts = new Payouts(ledger)
  const afterSale = new AfterSale(ledger, payouts)
  /** What happens by itself happens by the clock, not when somebody looks; this makes the two look alike. */
  const catchUp = (): void => {
    bank.expireSessions()
    payouts.catchUp()
  }

  const sandbox: Sandbox = {
    url,
    port,
    shops,
    customer: customerOf(bank),
    portal: portalOf(bank, afterSale),
    faults,
    callbacks,
    payouts,
    clock,
    journal: () => journal.entries(),
    upstreamCounts: () => journal.counts(),
    state: () => {
      catchUp()
      return structuredClone({
        sessions: ledger.allSessions(),
        contracts: ledger.allContracts(),
        callbacks: callbacks.all(),
      })
    },
    session: (uuid) => {
      catchUp()
      return structuredClone(ledger.findSession(uuid))
    },
    contract: (uuid) => {
      catchUp()
      return structuredClone(ledger.findContract(uuid))
    },
    refunded: (contractUuid) => afterSale.refunded(contractUuid),
    expireSessions: async (expiry) => bank.expireSessions(expiry),
    reset: () => {
      faults.abandon()
      ledger.reset()
      journal.reset()
      callbacks.reset()
      payouts.reset()
      clock.reset()
    },
    idle: () => callbacks.idle(),
    close: async () => {
      faults.abandon()
      await callbacks.close()
      await stop(server)
    },
  }
  server.on("request", createApp(sandbox, bank, afterSale, new Gateway(shops, journal, faults, now)))
  return sandbox
}

function createApp(sandbox: Sandbox, bank: Bank, afterSale: AfterSale, gateway: Gateway): Express {
  const app = express()
  app.disable("x-powered-by")
  app.disable("etag")
  app.get("/", indexPage(sandbox))
  app.use("/_sandbox", controlRoutes(sandbox))
  app.use("/epos", epos(bank))
  app.use("/portal", portalPages(sandbox, bank, afterSale))
  // Last, and for every other address: a client with a wrong path shows in the journal too.
  app.use(partnerApi(bank, afterSale, gateway))
  return app
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host)
  await once(server, "listening")
  const address = server.address()
  return typeof address === "object" && address !== null ? address.port : port
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, "close")
  server.close()
  server.closeAllConnections()
  await closed
}

/** Nobody can call 0.0.0.0; an IPv6 address needs brackets. */
function hostInAddress(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1"
  return host.includes(":") ? `[${host}]` : host
}
