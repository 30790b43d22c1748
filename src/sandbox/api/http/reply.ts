import type { Response } from "express"

export interface ApiAnswer {
  readonly status: number
  readonly body?: unknown
}

/** What goes over the wire. `text` is empty where there is no body. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

export const jsonType = { "Content-Type": "application/json; charset=utf-8" }

export function replyOf({ status, body }: ApiAnswer): Reply {
  if (body === undefined) return { status, headers: {}, text: "" }
  return { status, headers: jsonType, text: JSON.stringify(body) }
}

export function send(response: Response, reply: Reply): void {
  begin(response, reply).end(reply.text)
}

/** Sends headers that promise the whole body, and the first part of it; resolves when that part is sent. */
export async function sendStart(response: Response, reply: Reply, start: Buffer): Promise<void> {
  begin(response, reply).setHeader("Content-Length", Buffer.byteLength(reply.text))
  await new Promise<void>((resolve) => {
    // Called with an error when the client has gone, which does not matter here.
    response.write(start, () => resolve())
  })
}

/** The body's bytes in two halves. */
export function halvesOf({ text }: Reply): [Buffer, Buffer] {
  const bytes = Buffer.from(text)
  const middle = Math.floor(bytes.length / 2)
  return [bytes.subarray(0, middle), bytes.subarray(middle)]
}

/** Ends the connection with a TCP reset, like a crash or a firewall. */
export function reset(response: Response): void {
  response.socket?.resetAndDestroy()
}

/** Node's own `setHeader`: Express would add a charset to a content type that has none. */
function begin(response: Response, { status, headers }: Reply): Response {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  return response.status(status)
}
