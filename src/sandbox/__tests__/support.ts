import { once } from "node:events"
import { createServer, request, type IncomingHttpHeaders } from "node:http"
import { demoShop, type Sandbox } from "../index"

type Json = Readonly<Record<string, unknown>>

export const shopPath = `/partner/v3/shops/${demoShop.shopUuid}`
export const productsPath = `/partner/v2/shops/${demoShop.shopUuid}/products`
const nobodyThere = "http://127.0.0.1:9"

export interface Answer {
  readonly status: number
  /** The JSON body; an empty object for an answer without one. */
  readonly body: Json
}

/** Speaks to the sandbox as a shop would, with nothing but HTTP. */
export async function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  key: string | null = demoShop.apiKey,
): Promise<Answer> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const parsed: unknown = text === "" ? {} : JSON.parse(text)
  if (!isJson(parsed)) throw new Error(`Not a JSON object: ${text}`)
  return { status: response.status, body: parsed }
}

/** What a bare HTTP client saw. */
export interface Seen {
  /** Absent: no answer was begun. */
  readonly status?: number
  readonly headers: IncomingHttpHeaders
  /** As much of the body as came. */
  readonly text: string
  /** Set when the answer did not come to its end: ECONNRESET ... */
  readonly error?: string
}

/** Sends a request over a connection of its own and tells what came back, broken or whole. */
export function look(
  sandbox: Sandbox,
  method: string,
  path: string,
  { body, signal }: { body?: unknown; signal?: AbortSignal } = {},
): Promise<Seen> {
  return new Promise((resolve) => {
    let seen: Seen = { headers: {}, text: "" }
    const fail = (error: NodeJS.ErrnoException): void => resolve({ ...seen, error: error.code })
    const sent = request(`${sandbox.url}${path}`, {
      method,
      agent: false,
      headers: { authorization: `Bearer ${demoShop.apiKey}`, "content-type": "application/json" },
      signal,
    })
    sent.on("error", fail)
    sent.on("response", (response) => {
      seen = { status: response.statusCode, headers: response.headers, text: "" }
      response.setEncoding("utf8")
      response.on("data", (text: string) => (seen = { ...seen, text: seen.text + text }))
      response.on("error", fail)
      response.on("end", () => resolve(seen))
    })
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** A body of POST /pos-sessions with nothing wrong in it. */
export function sessionBody(changes: Json = {}, shopUrl = nobodyThere): Json {
  return {
    productCode: "hire_purchase",
    totalAmount: 300,
    currency: "EUR",
    locale: "et-ET",
    partnerUrls: {
      returnUrl: `${shopUrl}/return?order=A%201&x=%2F`,
      cancelUrl: `${shopUrl}/cancel?order=A1`,
      callbackUrl: `${shopUrl}/callback?order=A1`,
    },
    purchase: {
      purchaseReference: "cart_01",
      description: "Order 1",
      merchant: { merchantDomainName: "shop.example.com" },
    },
    ...changes,
  }
}

/** Opens a session and gives its uuid. */
export async function openSession(sandbox: Sandbox, changes: Json = {}, shopUrl?: string): Promise<string> {
  const { status, body } = await call(
    sandbox,
    "POST",
    `${shopPath}/pos-sessions`,
    sessionBody(changes, shopUrl),
  )
  if (status !== 201) throw new Error(`The session was refused: ${JSON.stringify(body)}`)
  return String(body["uuid"])
}

export function getSession(sandbox: Sandbox, uuid: string): Promise<Answer> {
  return call(sandbox, "GET", `${shopPath}/pos-sessions/${uuid}`)
}

export function getContract(sandbox: Sandbox, uuid: string): Promise<Answer> {
  return call(sandbox, "GET", `${shopPath}/contracts/${uuid}`)
}

/** The contract's uuid as GET /pos-sessions tells it. */
export async function contractUuidOf(sandbox: Sandbox, sessionUuid: string): Promise<string> {
  return String((await getSession(sandbox, sessionUuid)).body["creditContractUuid"])
}

/** A financed purchase's contract; for the merchant it was approved in the Partner Portal where that is asked. */
export async function activeContract(sandbox: Sandbox, changes: Json = {}): Promise<string> {
  const sessionUuid = await openSession(sandbox, changes)
  await sandbox.customer.approve(sessionUuid)
  const { creditContractUuid: uuid = "" } = sandbox.session(sessionUuid) ?? {}
  if (sandbox.contract(uuid)?.status === "signed") await sandbox.portal.approve(uuid)
  return uuid
}

export interface ReceivedCallback {
  readonly method: string
  readonly path: string
  readonly contentType: string
  readonly fields: Record<string, string>
}

export interface ShopServer {
  readonly url: string
  readonly received: ReceivedCallback[]
  /** What the shop does with the next callbacks; 200 at first. `hang`: it never answers. */
  behaviour: number | "hang"
  close(): Promise<void>
}

/** A shop's server that takes callbacks down. */
export async function startShopServer(): Promise<ShopServer> {
  const received: ReceivedCallback[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      received.push({
        method: request.method ?? "",
        path: request.url ?? "",
        contentType: request.headers["content-type"] ?? "",
        fields: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString("utf8"))),
      })
      if (shop.behaviour !== "hang") response.writeHead(shop.behaviour).end("OK")
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const shop: ShopServer = {
    url: `http://127.0.0.1:${port}`,
    received,
    behaviour: 200,
    close: async () => {
      const closed = once(server, "close")
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return shop
}

/** Resolves as soon as it is so; the test's own time limit is the only one. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate)
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
