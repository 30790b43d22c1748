import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { z } from "zod"
import { wordsOf } from "./finding"

/** `medusa-config` as far as we need it. */
const configSchema = z.object({
  plugins: z.array(z.union([z.string(), z.object({ resolve: z.string() })])).default([]),
  modules: z.record(z.string(), z.unknown()).optional(),
  projectConfig: z.object({
    databaseUrl: z.string().optional(),
    databaseSchema: z.string().optional(),
    databaseDriverOptions: z.record(z.string(), z.unknown()).optional(),
  }),
})
export type StoreConfig = z.output<typeof configSchema>

const utilsSchema = z.object({
  loadEnv: z.custom<(environment: string, folder: string) => void>((found) => typeof found === "function"),
  getConfigFile: z.custom<(folder: string, name: string) => Promise<unknown>>(
    (found) => typeof found === "function",
  ),
})
const loadedSchema = z.object({ configModule: z.unknown(), error: z.unknown() })
const tsNodeSchema = z.object({
  register: z.custom<(options: object) => void>((found) => typeof found === "function"),
})

/** A store's folder; what it requires is found from there, as its own code finds it. */
export class StoreFolder {
  private readonly requireOfStore: NodeJS.Require

  constructor(readonly path: string) {
    this.requireOfStore = createRequire(join(path, "package.json"))
  }

  /** Its medusa-config; of several the one that Medusa loads. */
  configFile(): string | undefined {
    return ["js", "ts", "mjs", "cjs"]
      .map((ending) => join(this.path, `medusa-config.${ending}`))
      .find((file) => existsSync(file))
  }

  /** Where the store finds a package's file; nothing when it has none. */
  find(specifier: string, from = this.requireOfStore): string | undefined {
    try {
      return from.resolve(specifier)
    } catch {
      return undefined
    }
  }

  /**
   * Reads `.env` and `medusa-config` as Medusa's commands do.
   * @throws {Error} with one sentence.
   */
  async config(): Promise<StoreConfig> {
    this.readTypeScript()
    const utils = utilsSchema.parse(this.requireOfStore("@medusajs/framework/utils"))
    utils.loadEnv(process.env.NODE_ENV ?? "development", this.path)
    const loaded = loadedSchema.parse(await utils.getConfigFile(this.path, "medusa-config"))
    if (loaded.error)
      throw new Error(`medusa-config cannot be loaded: ${firstParagraph(wordsOf(loaded.error))}`)
    return configSchema.parse(loaded.configModule)
  }

  /** As Medusa's command line does; without checking types, which is the build's work. */
  private readTypeScript(): void {
    const cli = this.find("@medusajs/cli/cli.js")
    const tsNode = cli && this.find("ts-node", createRequire(cli))
    if (tsNode) tsNodeSchema.parse(this.requireOfStore(tsNode)).register({ transpileOnly: true })
  }
}

/** A compiler's message shows the line; below it comes where in the compiler that was noticed. */
function firstParagraph(text: string): string {
  return text.split(/\n\s*\n/)[0]?.trimEnd() ?? text
}
