import { validateHeaderName, validateHeaderValue } from "node:http"
import { z } from "zod"
import { apiRoutes } from "./api/routes"
import { parse } from "./parsing"

/**
 * What happens to a request. "Acts": the bank carries the request out (or refuses it) as usual. `status` is 200 to 599;
 * a `body` is sent as given, as application/json unless `headers` name another content type, and empty without one.
 */
export type FaultKind =
  /** Only the delay. */
  | { readonly type: "none" }
  /** Answered like this instead of acting. */
  | ({ readonly type: "status" } & CannedAnswer)
  /** Acts, then answers like this instead of as usual. */
  | ({ readonly type: "status_after" } & CannedAnswer)
  /** The connection is reset; not acted. */
  | { readonly type: "reset_before" }
  /** Acts, then resets the connection without an answer. */
  | { readonly type: "reset_after" }
  /** Does nothing until released, then acts and answers. */
  | { readonly type: "hang_before" }
  /** Acts, and answers only when released. */
  | { readonly type: "hang_after" }
  /** Acts; headers and half of the body come at once, the rest after this time. Without a body (204) all comes then. */
  | { readonly type: "slow_body"; readonly milliseconds: number }
  /** Acts; headers and half of the body, then the connection is reset. Without a body (204) only the reset. */
  | { readonly type: "cut_body" }
  /** Acts; status as usual, but this text as the body. A 204 has no body, whatever is given here. */
  | { readonly type: "body"; readonly body: string }
  /** Acts; the JSON answer is changed by a merge patch (RFC 7396: null removes a field). */
  | { readonly type: "rewrite"; readonly merge: Readonly<Record<string, unknown>> }

export interface CannedAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** One planned misbehaviour of the API. */
export interface FaultRequest {
  /** As in the journal, `POST /pos-sessions` (see {@link apiRoutes}), or `*` for every request to the API. */
  readonly route: string
  /** Only requests whose address names this session or contract. */
  readonly uuid?: string
  /** How many matching requests it skips first. 0. */
  readonly skip?: number
  /** How many requests it hits; then it is spent. 1. `null`: until removed. */
  readonly times?: number | null
  /** How long it waits first, real time, before it continues as `kind` says. 0. */
  readonly delayMilliseconds?: number
  readonly kind: FaultKind
}

/** A fault request with its defaults filled in. */
export type PlannedFault = Required<Omit<FaultRequest, "uuid">> & Pick<FaultRequest, "uuid">

/** The longest time that a timer of Node's can wait. */
const longestDelay = 2 ** 31 - 1
const milliseconds = z.number().min(0).max(longestDelay)
const headers = z.record(z.string(), z.string()).superRefine((given, context) => {
  for (const [name, value] of Object.entries(given)) {
    try {
      validateHeaderName(name)
      validateHeaderValue(name, value)
    } catch {
      context.addIssue({ code: "custom", message: `${name} cannot be sent as a header` })
    }
  }
})
const cannedAnswer = {
  status: z.int().min(200).max(599),
  headers: headers.optional(),
  body: z.string().optional(),
}
const kinds = [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("status"), ...cannedAnswer }),
  z.strictObject({ type: z.literal("status_after"), ...cannedAnswer }),
  z.strictObject({ type: z.literal("reset_before") }),
  z.strictObject({ type: z.literal("reset_after") }),
  z.strictObject({ type: z.literal("hang_before") }),
  z.strictObject({ type: z.literal("hang_after") }),
  z.strictObject({ type: z.literal("slow_body"), milliseconds }),
  z.strictObject({ type: z.literal("cut_body") }),
  z.strictObject({ type: z.literal("body"), body: z.string() }),
  z.strictObject({ type: z.literal("rewrite"), merge: z.record(z.string(), z.unknown()) }),
] as const
const kindNames = kinds.map(({ shape }) => shape.type.value).join(", ")
const routes: readonly string[] = ["*", ...apiRoutes]
const faultRequest = z.strictObject({
  // A fault for a route that does not exist would wait forever without a message.
  route: z.string().refine((route) => routes.includes(route), `must be one of ${routes.join(", ")}`),
  uuid: z.string().min(1).optional(),
  skip: z.int().min(0).default(0),
  times: z.int().min(1).nullable().default(1),
  delayMilliseconds: milliseconds.default(0),
  kind: z.discriminatedUnion("type", kinds, `expected one of the types ${kindNames}`),
})

/** @throws NotValid */
export function readFaultRequest(request: unknown): PlannedFault {
  return parse(faultRequest, request, "fault")
}
