import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import express from "express"

/** What the storefront's pages must know; all of it is public. */
export interface StorefrontConfig {
  storeUrl: string
  publishableKey: string
  regionId: string
}

const PUBLIC = join(__dirname, "public")

const PAGES = {
  "/ee": "list",
  "/ee/products/:handle": "product",
  "/ee/cart": "cart",
  "/ee/checkout": "checkout",
  "/ee/checkout/inbank": "inbank",
  "/ee/order": "order",
}

/** Serves the storefront's files, and where the store is. The pages call the store themselves. */
export async function startStorefront(
  port: number,
  config: StorefrontConfig,
): Promise<{ close: () => Promise<void> }> {
  const app = express()
  const frame = await readFile(join(PUBLIC, "page.html"), "utf8")
  app.disable("x-powered-by")
  app.use((_request, response, next) => {
    response.set("Content-Security-Policy", contentSecurityPolicy(config.storeUrl))
    response.set("Referrer-Policy", "strict-origin-when-cross-origin")
    next()
  })
  app.get("/", (_request, response) => response.redirect("/ee"))
  app.get("/config.json", (_request, response) => response.json(config))
  for (const [path, name] of Object.entries(PAGES)) {
    app.get(path, (_request, response) => response.type("html").send(frame.replaceAll("{page}", name)))
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

/** Data and Inbank's element come from the store; nothing comes from anywhere else. */
function contentSecurityPolicy(storeUrl: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${storeUrl}`,
    `connect-src 'self' ${storeUrl}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ")
}
