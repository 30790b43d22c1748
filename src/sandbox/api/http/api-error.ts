/** An answer that is not a success: its HTTP status and the `message` of its JSON body. */
export class ApiError extends Error {
  override readonly name = "ApiError"

  private constructor(
    readonly status: number,
    readonly answer: string | readonly string[],
    /** Written to the journal beside the request, to explain it. */
    readonly journalNote?: string,
  ) {
    super(typeof answer === "string" ? answer : answer.join(", "))
  }

  /** INFERRED body: Inbank's own 400 is UNKNOWN. */
  static badRequest(): ApiError {
    return new ApiError(400, "bad_request")
  }

  static unauthorized(): ApiError {
    return new ApiError(401, "unauthorized")
  }

  static forbidden(): ApiError {
    return new ApiError(403, "User is not authorized to access this resource with an explicit deny")
  }

  static notFound(code?: string): ApiError {
    return new ApiError(404, code === undefined ? "not_found" : [code])
  }

  /** INFERRED: a limit on the body's size was not seen at Inbank. */
  static tooLarge(): ApiError {
    return new ApiError(413, "payload_too_large")
  }

  static unprocessable(codes: readonly string[], journalNote?: string): ApiError {
    return new ApiError(422, codes, journalNote)
  }

  static internal(): ApiError {
    return new ApiError(500, "internal_server_error")
  }
}
