import { fileURLToPath } from "node:url"
import { dirname, join } from "node:path"
import { copyFile } from "node:fs/promises"
import { build } from "esbuild"

/**
 * Makes one small ES module of the storefront element, and its types beside it. `node build.mjs [folder]`. The default
 * folder is beside the built plugin, but not among what `medusa plugin:build` and the compiler write.
 */
const here = dirname(fileURLToPath(import.meta.url))
const folder = process.argv[2] ?? join(here, "../../../.medusa/server/storefront")

await build({
  entryPoints: [join(here, "index.ts")],
  outfile: join(folder, "element.mjs"),
  bundle: true,
  minify: true,
  format: "esm",
  // Chrome and Edge 111, Firefox 113, Safari 16.4: spring 2023.
  target: ["chrome111", "firefox113", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
})
await copyFile(join(here, "published.d.ts"), join(folder, "element.d.mts"))
