import { once } from "node:events"
import { createServer, type IncomingMessage, type Server } from "node:http"
import { buffer } from "node:stream/consumers"

/** An answer as it came over the wire, before the client reads it. */
export interface RawAnswer {
  status: number
  /** Undefined when it is not JSON. */
  body: unknown
}

/**
 * Stands between the client and Inbank and keeps what Inbank answered: the client reads several spellings alike, and
 * which of them it was is the question here.
 */
export class Recorder {
  private last: RawAnswer | undefined

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async infrontOf(inbank: string): Promise<Recorder> {
    const server = createServer()
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    const address = server.address()
    const port = typeof address === "object" ? address?.port : undefined
    const recorder = new Recorder(server, `http://127.0.0.1:${port}`)
    server.on("request", (request, response) => {
      recorder.pass(inbank, request).then(
        ({ status, text }) => response.writeHead(status, { "content-type": "application/json" }).end(text),
        // Inbank could not be reached: the client is to see just that.
        () => request.socket.destroy(),
      )
    })
    return recorder
  }

  /** Inbank's answer to the last request, if one came. Once. */
  takeLast(): RawAnswer | undefined {
    const answer = this.last
    this.last = undefined
    return answer
  }

  async close(): Promise<void> {
    this.server.close()
    this.server.closeAllConnections()
    await once(this.server, "close")
  }

  private async pass(inbank: string, request: IncomingMessage): Promise<{ status: number; text: string }> {
    this.last = undefined
    const body = await buffer(request)
    const { authorization = "", accept = "" } = request.headers
    const type = request.headers["content-type"]
    const answer = await fetch(`${inbank}${request.url}`, {
      method: request.method,
      headers: { authorization, accept, ...(type && { "content-type": type }) },
      ...(body.length > 0 && { body }),
      redirect: "manual",
    })
    const text = await answer.text()
    this.last = { status: answer.status, body: parsed(text) }
    return { status: answer.status, text }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
