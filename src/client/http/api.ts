import type { z } from "zod"
import type { CallOptions } from "./call-options"
import type { FailedRequest, HttpMethod, InbankError } from "./errors"
import { fromStatus, fromWire, malformed, notSent } from "./failures"
import { camelCaseKeys } from "./keys"
import { fillPath, isPathValue } from "./paths"
import { plainText } from "./plain-text"
import { Resilience, type BreakerSettings } from "./resilience"
import { createScrub, type Scrub } from "./scrub"
import { Transport, WireFailure, type WireAnswer } from "./transport"
import { NotWritable } from "./writing"

export interface ApiSettings {
  baseUrl: string
  shopUuid: string
  apiKey: string
  timeoutMs: number
  breaker?: BreakerSettings
}

export interface ApiRequest<T> {
  method: HttpMethod
  /** One of PATHS. */
  path: string
  /** Values for the path, without the shop's. */
  values?: Record<string, string>
  /** Builds the body; throws NotWritable. */
  body?: () => object
  /** What the answer must have. Without it only a 2xx is needed. */
  answer?: z.ZodType<T>
}

/** While a shopper waits: longer than Inbank's slow moments, shorter than a shopper's patience. */
const SHOPPER_TIMEOUT_MS = 10_000

/** From a request in Inbank's words to a typed answer or one InbankError. All resources go through it. */
export class Api {
  readonly #settings: ApiSettings
  readonly #transport: Transport
  readonly #resilience: Resilience
  readonly #scrub: Scrub

  constructor(settings: ApiSettings) {
    this.#settings = settings
    this.#transport = new Transport(settings.apiKey)
    this.#resilience = new Resilience(settings.breaker)
    this.#scrub = createScrub([settings.apiKey, settings.shopUuid])
  }

  /** @throws InbankError and nothing else. */
  async ask<T>(request: ApiRequest<T> & { answer: z.ZodType<T> }, call: CallOptions = {}): Promise<T> {
    const { failed, answer } = await this.#send(request, call)
    const json = parseJson(answer.text)
    if (json === undefined) throw this.#malformed(answer, "not JSON", failed)
    const read = request.answer.safeParse(camelCaseKeys(json))
    if (read.success) return read.data
    const what = read.error.issues
      .map((issue) => `${issue.path.join(".") || "answer"} ${issue.message}`)
      .join(", ")
    throw this.#malformed(answer, what, failed)
  }

  /** For requests that are answered by 204. An HTML page with status 200 is a proxy's answer and not Inbank's. */
  async tell(request: ApiRequest<never>, call: CallOptions = {}): Promise<void> {
    const { failed, answer } = await this.#send(request, call)
    if (answer.text.trim() !== "" && parseJson(answer.text) === undefined) {
      throw this.#malformed(answer, "neither empty nor JSON", failed)
    }
  }

  close(): void {
    this.#transport.close()
  }

  async #send<T>(
    request: ApiRequest<T>,
    call: CallOptions,
  ): Promise<{ failed: FailedRequest; answer: WireAnswer }> {
    const values = request.values ?? {}
    // Errors show the path without the shop UUID.
    const failed = { method: request.method, path: fillPath(request.path, values) }
    const empty = Object.entries(values).find(([, value]) => !isPathValue(value))
    if (empty !== undefined) throw notSent(failed, `${empty[0]} is empty`)
    const body = write(request, failed)
    const path = fillPath(request.path, { ...values, shopUuid: this.#settings.shopUuid })
    const interactive = call.interactive ?? false
    const longest = interactive
      ? Math.min(this.#settings.timeoutMs, SHOPPER_TIMEOUT_MS)
      : this.#settings.timeoutMs
    const wire = {
      method: request.method,
      url: `${this.#settings.baseUrl}${path}`,
      body,
      timeoutMs: call.timeoutMs ?? longest,
      signal: call.signal,
    }
    const answer = await this.#resilience.run(failed, { interactive, signal: call.signal }, async () => {
      const received = await this.#transport.exchange(wire).catch((error: unknown) => {
        throw error instanceof WireFailure ? fromWire(error, failed) : error
      })
      if (received.status >= 200 && received.status < 300) return received
      throw fromStatus(received, parseJson(received.text), failed, this.#scrub)
    })
    return { failed, answer }
  }

  #malformed(answer: WireAnswer, what: string, failed: FailedRequest): InbankError {
    return malformed(answer, what, failed, this.#scrub)
  }
}

function write<T>(request: ApiRequest<T>, failed: FailedRequest): string | undefined {
  if (request.body === undefined) return undefined
  try {
    return JSON.stringify(request.body())
  } catch (error) {
    throw error instanceof NotWritable ? notSent(failed, error.message) : error
  }
}

/** Undefined when it is not JSON: JSON itself has no undefined. Its texts are plain. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (typeof value === "string" ? plainText(value) : value))
  } catch {
    return undefined
  }
}
