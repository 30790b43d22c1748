import { once } from "node:events"
import { join } from "node:path"
import express from "express"

/** What the storefront's pages have to know; all of it is public. */
export interface StorefrontConfig {
  storeUrl: string
  publishableKey: string
  regionId: string
}

const PUBLIC = join(__dirname, "public")

const PAGES = {
  "/ee": "list.html",
  "/ee/checkout": "checkout.html",
  "/ee/checkout/inbank": "inbank.html",
  "/ee/order": "order.html",
}

/** Serves the storefront: files, and where the store is. The pages talk to the store themselves. */
export async function startStorefront(
  port: number,
  config: StorefrontConfig,
): Promise<{ close: () => Promise<void> }> {
  const app = express()
  app.disable("x-powered-by")
  app.use((_request, response, next) => {
    response.set("Content-Security-Policy", `default-src 'self'; connect-src 'self' ${config.storeUrl}`)
    next()
  })
  app.get("/", (_request, response) => response.redirect("/ee"))
  app.get("/config.json", (_request, response) => response.json(config))
  for (const [path, file] of Object.entries(PAGES)) {
    app.get(path, (_request, response) => response.sendFile(join(PUBLIC, file)))
  }
  app.use(express.static(PUBLIC))

  const server = app.listen(port, "127.0.0.1")
  await once(server, "listening")
  return {
    close: async () => {
      const closed = once(server, "close")
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
