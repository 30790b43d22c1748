import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { once } from "node:events"
import type { Cleanup } from "../../test-kit/cleanup"

/** An Inbank that answers at once that any requested session has expired: the measured cost is our own. */
export async function quickInbank(cleanup: Cleanup): Promise<string> {
  const server = createServer((request, response) => {
    const uuid = /\/pos-sessions\/([^/?]+)/.exec(request.url ?? "")?.[1]
    request.resume()
    response.setHeader("content-type", "application/json")
    response.end(JSON.stringify({ uuid, status: "expired" }))
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  cleanup.later(async () => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}
