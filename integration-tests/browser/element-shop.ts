import { execFile } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import express, { type Express, type Response } from "express"
import type { InbankNoOffer, InbankOffer } from "../../src/storefront/types"

const BUILD = resolve(__dirname, "../../src/storefront/element/build.mjs")

/** How the store answers a question; nothing: never. */
export type Answering = (query: URLSearchParams) => object | number | Promise<object | number> | undefined

/**
 * A shop's page, and on another origin a store that answers like `GET /store/inbank/offers` and gives out the element.
 * The page's policy is strict: whatever needs more than the store's script and answers does not work on it.
 */
export class ElementShop {
  /** Queries that have reached the store. */
  asked: URLSearchParams[] = []
  answering: Answering = () => offers()
  scriptDelay: Promise<void> = Promise.resolve()
  private body = ""
  private css = ""
  private lang = "en"

  private constructor(
    readonly pageUrl: string,
    readonly storeUrl: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<ElementShop> {
    const folder = await mkdtemp(join(tmpdir(), "inbank-element-shop-"))
    await promisify(execFile)(process.execPath, [BUILD, folder])
    const script = await readFile(join(folder, "element.js"), "utf8")
    await rm(folder, { recursive: true, force: true })

    const [page, store] = [express(), express()]
    const [pages, stores] = [await listen(page), await listen(store)]
    const shop = new ElementShop(pages.url, stores.url, async () => {
      await Promise.all([pages.close(), stores.close()])
    })
    shop.serve(page, store, script)
    return shop
  }

  /** What the page holds from now on; elements are given the store's key. */
  show(body: string, { css = "", lang = "en" } = {}): void {
    this.asked = []
    this.answering = () => offers()
    this.scriptDelay = Promise.resolve()
    this.body = body.replaceAll(/<(inbank-[a-z]+-?[a-z]*)/g, '<$1 publishable-key="pk_test"')
    this.css = css
    this.lang = lang
  }

  private serve(page: Express, store: Express, script: string): void {
    page.get("/", (_request, response) => {
      response.set(
        "Content-Security-Policy",
        `default-src 'self'; script-src ${this.storeUrl}; connect-src ${this.storeUrl}; require-trusted-types-for 'script'`,
      )
      response.type("html").send(`<!doctype html><html lang="${this.lang}"><head><title>A shop</title>
        <link rel="stylesheet" href="/page.css">
        <script type="module" src="${this.storeUrl}/inbank/element.js"></script></head>
        <body><main><h1>City bicycle</h1>${this.body}<p id="below">Two days to your door.</p></main></body></html>`)
    })
    page.get("/page.css", (_request, response) => response.type("css").send(this.css))

    store.get("/inbank/element.js", (_request, response) => {
      void this.scriptDelay.then(() =>
        response.set("Access-Control-Allow-Origin", "*").type("js").send(script),
      )
    })
    store.options("/store/inbank/offers", (_request, response) => {
      response.set({
        "Access-Control-Allow-Origin": this.pageUrl,
        "Access-Control-Allow-Headers": "x-publishable-api-key",
      })
      response.sendStatus(204)
    })
    store.get("/store/inbank/offers", (request, response) => {
      response.set("Access-Control-Allow-Origin", this.pageUrl)
      const query = new URL(request.url, this.storeUrl).searchParams
      this.asked.push(query)
      if (request.get("x-publishable-api-key") !== "pk_test") return void response.sendStatus(400)
      const answer = this.answering(query)
      if (answer !== undefined) void Promise.resolve(answer).then((said) => send(response, said))
    })
  }
}

export const LEGAL = "The lender is Inbank AS.\nConsult the terms: <b>150 €</b>, 12 months, APRC 25.11 %."

export function offer(changes: Partial<InbankOffer> = {}): InbankOffer {
  return {
    provider_id: "pp_inbank_ee",
    product_type: "hire_purchase",
    currency_code: "eur",
    amount: "129.90",
    preliminary: true,
    monthly_payment: "11.27",
    period: 12,
    period_options: [3, 6, 12],
    min_amount: "100.00",
    max_amount: "10000.00",
    down_payment_amount: "0.00",
    payment_day: 20,
    total_cost: "135.24",
    total_cost_of_credit: "5.34",
    annual_rates: null,
    legal_text: LEGAL,
    ...changes,
  }
}

export function offers(
  changes: Partial<InbankOffer> = {},
  notOffered: InbankNoOffer[] = [],
): { offers: InbankOffer[]; not_offered: InbankNoOffer[] } {
  return { offers: [offer(changes)], not_offered: notOffered }
}

export function nothing(...notOffered: InbankNoOffer[]): object {
  return { offers: [], not_offered: notOffered }
}

function send(response: Response, said: object | number): void {
  if (typeof said === "number") response.sendStatus(said)
  else response.json(said)
}

async function listen(app: Express): Promise<{ url: string; close: () => Promise<void> }> {
  const server = app.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, "close")
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
