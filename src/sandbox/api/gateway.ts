import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express"
import { ApiError } from "./http/api-error"
import type { Faults } from "./faults/faults"
import type { Journal, JournalOutcome } from "./journal"
import { routeOf } from "./routes"
import { misbehave } from "./faults/misbehaviour"
import { replyOf, send, type ApiAnswer } from "./http/reply"
import { errorField } from "../error-fields"
import type { SandboxShop } from "../shops"

/** A request that was let in: its key belongs to the shop of its address. */
export interface ApiRequest {
  readonly shop: SandboxShop
  /** The session's or contract's id in the address; empty where the route has none. */
  readonly uuid: string
  /** The version's or payment schedule's id in the address; empty where the route has none. */
  readonly partUuid: string
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

export type ApiHandler = (request: ApiRequest) => ApiAnswer

/**
 * The only entry to the API: every request, readable or not, passes `exchange`. There it is written to the journal and
 * meets its planned fault, if there is one.
 */
export class Gateway {
  constructor(
    private readonly shops: readonly SandboxShop[],
    private readonly journal: Journal,
    private readonly faults: Faults,
    private readonly now: () => Date,
  ) {}

  serve(handler: ApiHandler): RequestHandler {
    return (request, response) => this.exchange(request, response, () => handler(this.letIn(request)))
  }

  /** For addresses that no handler serves; checked before any key, because there is no shop to compare it with. */
  readonly notFound: RequestHandler = (request, response) => {
    this.exchange(request, response, () => {
      throw ApiError.notFound()
    })
  }

  /** For requests that could not even be read. Express recognises an error handler by its four parameters. */
  readonly refuse: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    const status = errorField(error, "status") ?? 500
    this.exchange(request, response, () => {
      throw status === 413
        ? ApiError.tooLarge()
        : status === 500
          ? ApiError.internal()
          : ApiError.badRequest()
    })
  }

  private letIn(request: Request): ApiRequest {
    const key = /^Bearer +(\S+)$/i.exec(request.get("authorization") ?? "")?.[1]
    const shop = this.shops.find(({ apiKey }) => apiKey === key)
    if (!shop) throw ApiError.unauthorized()
    if (shop.shopUuid !== request.params["shopUuid"]) throw ApiError.forbidden()
    const body: unknown = request.body
    const { uuid = "", partUuid = "" } = request.params
    return { shop, uuid, partUuid, query: request.query, body }
  }

  private exchange(request: Request, response: Response, handle: () => ApiAnswer): void {
    const { method, originalUrl: path } = request
    const requestBody: unknown = request.body
    const route = routeOf(method, path)
    const strike = this.faults.strike(route, request.params["uuid"])
    const add = this.journal.record({
      at: this.now().toISOString(),
      method,
      path,
      route,
      ...(isEmpty(requestBody) ? {} : { requestBody }),
      ...(strike && { fault: strike.kind.type, acted: false }),
    })
    const note = (status: number, responseBody?: unknown): void =>
      add({ status, ...(responseBody === undefined ? {} : { responseBody }) })
    if (strike) {
      const act = (): ApiAnswer => {
        add({ acted: true })
        return answerOf(handle, add)
      }
      void misbehave(strike, { response, act, note })
      return
    }
    const answer = answerOf(handle, add)
    note(answer.status, answer.body)
    send(response, replyOf(answer))
  }
}

/** A refusal is an answer too. */
function answerOf(handle: () => ApiAnswer, add: (outcome: JournalOutcome) => void): ApiAnswer {
  try {
    return handle()
  } catch (error) {
    const refusal = error instanceof ApiError ? error : ApiError.internal()
    if (refusal.journalNote !== undefined) add({ note: refusal.journalNote })
    return { status: refusal.status, body: { message: refusal.answer } }
  }
}

/** express.json leaves `{}` where no body was sent. */
function isEmpty(body: unknown): boolean {
  return typeof body !== "object" || body === null || Object.keys(body).length === 0
}
