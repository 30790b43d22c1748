import { performance } from "node:perf_hooks"

/** One request and what it cost. */
export interface Answered {
  status: number
  body: unknown
  milliseconds: number
  /**
   * Statements that the store had carried out for it when it answered; those that begin and end transactions
   * separately.
   */
  queries: number
  transactions: number
}

interface Asked {
  method: "GET" | "POST"
  headers?: Record<string, string>
  /** A text is sent as it is, everything else as JSON. */
  body?: string | object
}

export async function ask(url: string, { method, headers, body }: Asked): Promise<Answered> {
  const began = performance.now()
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const milliseconds = performance.now() - began
  const [queries = 0, transactions = 0] = (response.headers.get("x-bench-queries") ?? "")
    .split(" ")
    .map(Number)
  return { status: response.status, body: jsonOr(text), milliseconds, queries, transactions }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
