import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express"
import { ApiError } from "./api-error"
import { routeOf, type Journal } from "./journal"
import { errorField } from "../error-fields"
import type { SandboxShop } from "../shops"

/** A request that was let in: its key belongs to the shop of its address. */
export interface ApiRequest {
  readonly shop: SandboxShop
  /** The session's or contract's id in the address; empty where the route has none. */
  readonly uuid: string
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

export interface ApiAnswer {
  readonly status: number
  readonly body?: unknown
}

export type ApiHandler = (request: ApiRequest) => ApiAnswer

/**
 * The one door of the API: every request comes in through `serve` or `refuse` and every answer leaves through
 * `answer`, so what should one day befall all of them (a delay, a fault) has one place to happen.
 */
export class Gateway {
  constructor(
    private readonly shops: readonly SandboxShop[],
    private readonly journal: Journal,
    private readonly now: () => Date,
  ) {}

  serve(handler: ApiHandler): RequestHandler {
    return (request, response) => {
      try {
        this.answer(request, response, handler(this.letIn(request)))
      } catch (error) {
        this.answerError(request, response, error instanceof ApiError ? error : ApiError.internal())
      }
    }
  }

  /** For addresses that no handler serves; asked before any key, since there is no shop to compare it with. */
  readonly notFound: RequestHandler = (request, response) => {
    this.answerError(request, response, ApiError.notFound())
  }

  /** For requests that could not even be read. Express knows an error handler by its four parameters. */
  readonly refuse: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    const status = errorField(error, "status") ?? 500
    const answer =
      status === 413 ? ApiError.tooLarge() : status === 500 ? ApiError.internal() : ApiError.badRequest()
    this.answerError(request, response, answer)
  }

  private letIn(request: Request): ApiRequest {
    const key = /^Bearer +(\S+)$/i.exec(request.get("authorization") ?? "")?.[1]
    const shop = this.shops.find(({ apiKey }) => apiKey === key)
    if (!shop) throw ApiError.unauthorized()
    if (shop.shopUuid !== request.params["shopUuid"]) throw ApiError.forbidden()
    const body: unknown = request.body
    return { shop, uuid: request.params["uuid"] ?? "", query: request.query, body }
  }

  private answerError(request: Request, response: Response, error: ApiError): void {
    this.answer(
      request,
      response,
      { status: error.status, body: { message: error.answer } },
      error.journalNote,
    )
  }

  private answer(request: Request, response: Response, { status, body }: ApiAnswer, note?: string): void {
    const { method, originalUrl: path } = request
    const requestBody: unknown = request.body
    this.journal.record({
      at: this.now().toISOString(),
      method,
      path,
      route: routeOf(method, path),
      status,
      ...(isEmpty(requestBody) ? {} : { requestBody }),
      ...(body === undefined ? {} : { responseBody: body }),
      ...(note === undefined ? {} : { note }),
    })
    response.status(status)
    if (body === undefined) response.end()
    else response.json(body)
  }
}

/** express.json leaves `{}` behind where no body was sent. */
function isEmpty(body: unknown): boolean {
  return typeof body !== "object" || body === null || Object.keys(body).length === 0
}
