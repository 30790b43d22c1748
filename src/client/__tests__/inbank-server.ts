import http from "node:http"
import net from "node:net"
import type { AddressInfo } from "node:net"

/** One request as it came in. */
export interface Seen {
  method: string
  url: string
  headers: http.IncomingHttpHeaders
  body: string
}

export interface TestServer {
  url: string
  seen: Seen[]
  stop(): Promise<void>
}

export type Answer = (response: http.ServerResponse, seen: Seen, count: number) => void

/** An HTTP server that answers as it is told, and remembers what it was asked. */
export async function answering(answer: Answer): Promise<TestServer> {
  const seen: Seen[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      }
      seen.push(one)
      answer(response, one, seen.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export function json(status: number, body: unknown, headers: http.OutgoingHttpHeaders = {}): Answer {
  return raw(status, JSON.stringify(body), { "content-type": "application/json", ...headers })
}

export function raw(status: number, body: string, headers: http.OutgoingHttpHeaders = {}): Answer {
  return (response) => {
    response.writeHead(status, headers)
    response.end(body)
  }
}

/** A bare socket server, for answers that no HTTP server would give. */
export async function onSocket(behave: (socket: net.Socket, request: string) => void): Promise<TestServer> {
  const sockets = new Set<net.Socket>()
  const seen: Seen[] = []
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on("error", () => undefined)
    socket.on("close", () => sockets.delete(socket))
    socket.on("data", (data) => {
      seen.push({ method: "", url: "", headers: {}, body: data.toString("utf8") })
      behave(socket, data.toString("utf8"))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<string> {
  const server = await onSocket(() => undefined)
  await server.stop()
  return server.url
}

function portOf(server: net.Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === "string") throw new Error("not listening")
  return address.port
}
