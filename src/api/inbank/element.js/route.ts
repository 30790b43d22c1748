import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { gzip } from "node:zlib"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/** Built beside the compiled sources: `npm run build`. */
const FILE = join(__dirname, "../../../../storefront/element.mjs")

interface Script {
  plain: Buffer
  zipped: Buffer
  etag: string
}

let script: Script | undefined

/** The storefront element, for any shop's page: `<script type="module" src="…/inbank/element.js">`. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  script ??= await readScript()
  const { plain, zipped, etag } = script
  res.set({
    "Content-Type": "text/javascript; charset=utf-8",
    "Access-Control-Allow-Origin": "*",
    // Also for pages that isolate themselves from other origins.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
    ETag: etag,
    Vary: "Accept-Encoding",
  })
  const takesZipped = req.acceptsEncodings("gzip") === "gzip"
  if (takesZipped) res.set("Content-Encoding", "gzip")
  // Express answers 304 by itself when the browser has the same ETag.
  res.send(takesZipped ? zipped : plain)
}

async function readScript(): Promise<Script> {
  const plain = await readFile(FILE)
  const zipped = await promisify(gzip)(plain)
  const hash = createHash("sha256").update(plain).digest("base64url")
  return { plain, zipped, etag: `W/"${hash}"` }
}
