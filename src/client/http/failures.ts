import { readErrorBody } from "./error-body"
import { InbankError, type FailedRequest, type InbankErrorKind } from "./errors"
import { merchantMessage, notWritable } from "./merchant-messages"
import { readRetryAfter } from "./retry-after"
import { cutToBytes, type Scrub } from "./scrub"
import type { WireAnswer, WireFailure } from "./transport"

const LONGEST_BODY = 2048

/** The caller aborted the call by its own signal, which says nothing about Inbank's health. */
export class GivenUpByCaller extends InbankError {}

/** The circuit is open: Inbank failed several times just now, so it is left alone for a moment and was not asked. */
export class CircuitOpen extends InbankError {}

/** No whole answer came: the error says whether it was sent and may have acted. */
export function fromWire(failure: WireFailure, request: FailedRequest): InbankError {
  const kinds = {
    not_sent: "unreachable",
    no_whole_answer: "timed_out",
    given_up: "timed_out",
    not_an_answer: "malformed_answer",
  } as const
  const kind = kinds[failure.reason]
  const details = {
    kind,
    message: describe(request, kind, failure.code),
    merchantMessage: merchantMessage(kind, request.method),
    request,
    mayHaveActed: failure.reason !== "not_sent",
    retryable: kind !== "malformed_answer" || request.method === "GET",
  }
  const byCaller = failure.reason === "given_up" || failure.code === "ABORTED"
  return byCaller ? new GivenUpByCaller(details) : new InbankError(details)
}

/** An answer outside of 2xx. */
export function fromStatus(
  answer: WireAnswer,
  json: unknown,
  request: FailedRequest,
  scrub: Scrub,
): InbankError {
  const kind = kindOf(answer.status)
  const { codes, said } = readErrorBody(json, scrub)
  const notActed = answer.status >= 400 && answer.status < 500
  return new InbankError({
    kind,
    message: describe(request, kind, [answer.status, ...said].join(" ")),
    merchantMessage: merchantMessage(kind, request.method, said),
    request,
    codes,
    status: answer.status,
    mayHaveActed: !notActed,
    retryable:
      kind === "server_error" ||
      kind === "rate_limited" ||
      (kind === "malformed_answer" && request.method === "GET"),
    retryAfterMs: readRetryAfter(answer.retryAfter),
    ...bodyOf(answer, scrub),
  })
}

/** A 2xx answer without a needed part. */
export function malformed(
  answer: WireAnswer,
  what: string,
  request: FailedRequest,
  scrub: Scrub,
): InbankError {
  return new InbankError({
    kind: "malformed_answer",
    message: describe(request, "malformed_answer", `${answer.status}: ${what}`),
    merchantMessage: merchantMessage("malformed_answer", request.method),
    request,
    status: answer.status,
    mayHaveActed: true,
    retryable: request.method === "GET",
    ...bodyOf(answer, scrub),
  })
}

export function circuitOpen(request: FailedRequest): CircuitOpen {
  return new CircuitOpen({
    kind: "unreachable",
    message: describe(request, "unreachable", "circuit open"),
    merchantMessage:
      "Inbank failed several times in a row, so nothing was sent for the moment. Try again in half a minute.",
    request,
    retryable: true,
  })
}

/** A request that would be wrong on the wire, so it is not sent. `why` must not contain the value itself. */
export function notSent(request: FailedRequest, why: string): InbankError {
  return new InbankError({
    kind: "rejected",
    message: describe(request, "rejected", `not sent: ${why}`),
    merchantMessage: notWritable(why),
    request,
  })
}

function kindOf(status: number): InbankErrorKind {
  if (status >= 500) return "server_error"
  switch (status) {
    case 401:
      return "unauthorized"
    case 403:
      return "forbidden"
    case 404:
      return "not_found"
    case 429:
      return "rate_limited"
    default:
      return status >= 400 ? "rejected" : "malformed_answer"
  }
}

function bodyOf(answer: WireAnswer, scrub: Scrub): { body?: string } {
  return answer.text === "" ? {} : { body: cutToBytes(scrub(answer.text), LONGEST_BODY) }
}

function describe(request: FailedRequest, kind: InbankErrorKind, detail: string): string {
  return `Inbank ${request.method} ${request.path}: ${kind} (${detail})`
}
