import http from "node:http"
import https from "node:https"
import type { HttpMethod } from "./errors"

const LARGEST_ANSWER = 256 * 1024
/** Shorter than the usual idle limits of servers, so that a POST seldom meets a socket that is just being closed. */
const IDLE_SOCKET_MS = 10_000

export interface WireRequest {
  method: HttpMethod
  url: string
  body?: string
  timeoutMs: number
  signal?: AbortSignal
}

export interface WireAnswer {
  status: number
  retryAfter: string | null
  text: string
}

/** Why no whole answer came. It contains only what is safe to log: node-fetch's own messages contain the address. */
export class WireFailure extends Error {
  constructor(
    readonly reason: "not_sent" | "no_whole_answer" | "not_an_answer" | "given_up",
    readonly code: string,
  ) {
    super(`${reason} (${code})`)
  }
}

/** One HTTP exchange. Knows the key, but not Inbank's resources. TLS checks are Node's own and never turned off. */
export class Transport {
  readonly #apiKey: string
  readonly #httpAgent = new http.Agent({ keepAlive: true, timeout: IDLE_SOCKET_MS })
  readonly #httpsAgent = new https.Agent({ keepAlive: true, timeout: IDLE_SOCKET_MS })

  constructor(apiKey: string) {
    this.#apiKey = apiKey
  }

  /** @throws WireFailure */
  async exchange(request: WireRequest): Promise<WireAnswer> {
    const { signal } = request
    if (signal?.aborted) throw new WireFailure("not_sent", "ABORTED")
    const controller = new AbortController()
    let gaveUp: "TIMEOUT" | "ABORTED" | undefined
    const giveUp = (why: "TIMEOUT" | "ABORTED"): void => {
      gaveUp ??= why
      controller.abort()
    }
    const onAbort = (): void => giveUp("ABORTED")
    signal?.addEventListener("abort", onAbort, { once: true })
    // Covers the body too: it is cleared only once the whole answer is read.
    const timer = setTimeout(() => giveUp("TIMEOUT"), Math.min(request.timeoutMs, 2 ** 31 - 1))
    try {
      // Loaded with the first request, and not while the store starts.
      const { default: fetch } = await import("node-fetch")
      const response = await fetch(request.url, {
        method: request.method,
        headers: {
          Authorization: `Bearer ${this.#apiKey}`,
          Accept: "application/json",
          "User-Agent": "medusa-payment-inbank",
          ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        agent: (url) => (url.protocol === "http:" ? this.#httpAgent : this.#httpsAgent),
        redirect: "error",
        size: LARGEST_ANSWER,
        signal: controller.signal,
      })
      const text = await response.text()
      return { status: response.status, retryAfter: response.headers.get("retry-after"), text }
    } catch (error) {
      // The rest of an answer that is too large must not keep arriving.
      controller.abort()
      if (gaveUp === "ABORTED") throw new WireFailure("given_up", gaveUp)
      if (gaveUp === "TIMEOUT") throw new WireFailure("no_whole_answer", gaveUp)
      throw explain(error)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener("abort", onAbort)
    }
  }

  /** Ends idle and running connections. */
  close(): void {
    this.#httpAgent.destroy()
    this.#httpsAgent.destroy()
  }
}

/** Failures that happen before a request can have been sent. */
const CONNECTING = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTDOWN",
  "EADDRNOTAVAIL",
  "ETIMEDOUT",
])
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_SSL_WRONG_VERSION)/
const NOT_HTTP = /^(HPE_|Z_|ERR_ZLIB|ERR_INVALID_URL)/
const NOT_AN_ANSWER_TYPES = new Set(["max-size", "no-redirect", "invalid-redirect"])

function explain(error: unknown): WireFailure {
  const code = property(error, "code") || "UNKNOWN"
  const type = property(error, "type")
  const systemCall = property(error, "erroredSysCall")
  if (NOT_AN_ANSWER_TYPES.has(type)) return new WireFailure("not_an_answer", type)
  if (NOT_HTTP.test(code)) return new WireFailure("not_an_answer", code)
  if (systemCall === "connect" || systemCall === "getaddrinfo" || CERTIFICATE.test(code)) {
    return new WireFailure("not_sent", code)
  }
  // The same codes from read or write mean a connection that broke later. Without a system call it is Node's
  // AggregateError from connecting to several addresses.
  if (systemCall === "" && CONNECTING.has(code)) return new WireFailure("not_sent", code)
  // In doubt it counts as sent: the caller then asks before it acts again.
  return new WireFailure("no_whole_answer", code)
}

function property(error: unknown, name: "code" | "type" | "erroredSysCall"): string {
  if (typeof error !== "object" || error === null) return ""
  const value: unknown = Reflect.get(error, name)
  return typeof value === "string" ? value : ""
}
