import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { parseEnv } from "node:util"
import ts from "typescript"
import { z } from "zod"
import type { Seeded } from "../../demo/store/seed"
import { recordBoot } from "../support/boots"
import { mustRun, run, Running } from "./commands"
import { tarballOfThisRun } from "./this-run"

const REPOSITORY = resolve(__dirname, "../..")

/** All that a store must have for the plugin: nothing of this repository's other tools. */
const MEDUSA = ["@medusajs/medusa", "@medusajs/framework", "@medusajs/cli"] as const

const BOOT_DEADLINE_MS = 120_000

/** A server of the store that answers. */
export interface Server {
  url: string
  stop(): Promise<void>
}

export interface Making {
  /** Medusa's version; the one that this repository is tested with where none is named. */
  medusa?: string
  tarball?: string
  /** Although no peer range allows it: npm counts no preview as later than the release before. */
  force?: boolean
}

/** A merchant's Medusa store in a folder of its own, with the plugin installed out of its packed tarball. */
export class BareStore {
  private constructor(
    readonly folder: string,
    /** The folder of the Node that it runs with, where it is not this process's. */
    private readonly node?: string,
  ) {}

  static async install({
    medusa,
    tarball = tarballOfThisRun(),
    force = false,
  }: Making = {}): Promise<BareStore> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "inbank-bare-store-")))
    const store = new BareStore(folder)
    try {
      await writeFile(join(folder, "package.json"), JSON.stringify(await manifest(medusa)))
      if (medusa === undefined) await giveMedusa(folder)
      const args = [
        "install",
        tarball,
        "--prefer-offline",
        "--no-audit",
        "--no-fund",
        ...(force ? ["--force"] : []),
      ]
      await mustRun({ command: "npm", args, cwd: folder }, 120)
      await copyFile(store.installed("medusa-config.example.js"), join(folder, "medusa-config.js"))
    } catch (error) {
      await store.remove()
      throw error
    }
    return store
  }

  /** The same store, run by another Node. @param folder where its program is. */
  runBy(folder: string): BareStore {
    return new BareStore(this.folder, folder)
  }

  /** Takes the plugin out of the store's packages, as npm does it for a merchant. */
  async uninstall(): Promise<void> {
    const args = ["uninstall", "medusa-payment-inbank", "--prefer-offline", "--no-audit", "--no-fund"]
    await mustRun({ command: "npm", args, cwd: this.folder }, 120)
  }

  /** A file of the plugin as it was installed. */
  installed(path: string): string {
    return join(this.folder, "node_modules/medusa-payment-inbank", path)
  }

  /** Where the store finds what it requires, through the plugin's `exports`. */
  resolve(specifier: string): string {
    return createRequire(join(this.folder, "package.json")).resolve(specifier)
  }

  /** A file of the merchant's own. */
  async write(path: string, content: string): Promise<string> {
    const file = join(this.folder, path)
    await writeFile(file, content)
    return file
  }

  /** Writes the store's .env: the repository's .env.example with these values changed. */
  async configure(changes: Record<string, string>): Promise<void> {
    const example = parseEnv(await readFile(join(REPOSITORY, ".env.example"), "utf8"))
    const lines = Object.entries({ ...example, ...changes }).map(([name, value]) => `${name}=${value}`)
    await writeFile(join(this.folder, ".env"), lines.join("\n"))
  }

  /** The store's medusa-config.js. */
  async config(): Promise<string> {
    return await readFile(join(this.folder, "medusa-config.js"), "utf8")
  }

  async editConfig(edit: (config: string) => string): Promise<void> {
    await writeFile(join(this.folder, "medusa-config.js"), edit(await this.config()))
  }

  /** The same, until this is done. */
  async withConfig(edit: (config: string) => string, doThis: () => Promise<void>): Promise<void> {
    const before = await this.config()
    await this.editConfig(edit)
    try {
      await doThis()
    } finally {
      await this.editConfig(() => before)
    }
  }

  /** A command of Medusa's, such as `db:migrate`. */
  async medusa(...args: string[]): Promise<string> {
    return await mustRun({ command: this.bin("medusa"), args, cwd: this.folder, env: this.environment() })
  }

  /** A shop with goods, a merchant, and Inbank among its payment methods. */
  async seed(merchant: { email: string; password: string }, paymentProviders: string[]): Promise<Seeded> {
    const scripts = join(this.folder, "scripts")
    await transpile(join(REPOSITORY, "demo/store"), scripts)
    const answer = join(this.folder, "seeded.json")
    await mustRun({
      command: this.bin("medusa"),
      args: ["exec", join(scripts, "seed-demo.js"), answer, ...paymentProviders],
      cwd: this.folder,
      env: { ...this.environment(), DEMO_EMAIL: merchant.email, DEMO_PASSWORD: merchant.password },
    })
    return seededSchema.parse(JSON.parse(await readFile(answer, "utf8")))
  }

  /** `medusa start`, not waited for. */
  boot(port: number): Running {
    return new Running({
      command: this.bin("medusa"),
      args: ["start", "-H", "127.0.0.1", "-p", String(port)],
      cwd: this.folder,
      env: this.environment(),
    })
  }

  /** `medusa start` until it answers. */
  async start(port: number): Promise<Server> {
    const began = performance.now()
    const server = this.boot(port)
    const url = `http://127.0.0.1:${port}`
    const deadline = Date.now() + BOOT_DEADLINE_MS
    while (!(await answers(`${url}/health`))) {
      if (server.hasEnded || Date.now() > deadline) {
        await server.stop()
        throw new Error(`the store did not start:\n${server.output()}`)
      }
      await new Promise((wake) => setTimeout(wake, 100))
    }
    await recordBoot("package", began)
    return {
      url,
      stop: async () => {
        await server.stop()
      },
    }
  }

  bin(name: string): string {
    return join(this.folder, "node_modules/.bin", name)
  }

  private environment(): Record<string, string> {
    return this.node === undefined ? {} : { PATH: `${this.node}:${process.env.PATH ?? ""}` }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

const seededSchema = z.object({
  publishableKey: z.string(),
  regionId: z.string(),
  shippingOptionId: z.string(),
  variants: z.record(z.string(), z.string()),
}) satisfies z.ZodType<Seeded>

async function manifest(medusa?: string): Promise<object> {
  const { devDependencies } = z
    .object({ devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(join(REPOSITORY, "package.json"), "utf8")))
  return {
    name: "bare-store",
    version: "0.0.0",
    private: true,
    dependencies: Object.fromEntries(MEDUSA.map((name) => [name, medusa ?? devDependencies[name]])),
  }
}

/**
 * What `npm install` would leave in such a store, without unpacking 1,500 packages once more: this repository's own. npm
 * takes away what the store does not ask for, as it installs the plugin. Linked where the file system is the same one: npm
 * replaces files, and writes into its own book alone.
 */
async function giveMedusa(folder: string): Promise<void> {
  const packages = join(REPOSITORY, "node_modules")
  const copy = join(folder, "node_modules")
  const linked = await run({ command: "cp", args: ["-al", packages, copy], cwd: folder })
  if (linked.exitCode !== 0) {
    await rm(copy, { recursive: true, force: true })
    await mustRun({ command: "cp", args: ["-a", packages, copy], cwd: folder })
  }
  const book = ".package-lock.json"
  await rm(join(copy, book))
  await copyFile(join(packages, book), join(copy, book))
}

/** A folder's TypeScript as JavaScript that needs no loader; types are checked elsewhere. */
async function transpile(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  const sources = (await readdir(from)).filter((file) => file.endsWith(".ts"))
  for (const file of sources) {
    const source = await readFile(join(from, file), "utf8")
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    })
    await writeFile(join(to, file.replace(/\.ts$/, ".js")), outputText)
  }
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
