import { execFile } from "node:child_process"
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import ts from "typescript"
import type { Cleanup } from "../test-kit/cleanup"
import { ROOT } from "../test-kit/medusa"
import { builtFrom } from "./built"

/** What is built, and of Medusa 1's store the packages that its suite installs the plugin into. */
const IGNORED_BY_GIT = [".medusa/server", "dist"]
const MEDUSA_1 = "integration-tests/medusa-1/store/node_modules"

/**
 * A copy of the checkout, as it lies there, in which lines are broken. Whatever becomes of the run, however it ends, no
 * broken line is left in the checkout: at worst a folder among the system's temporary files.
 */
export class Workplace {
  private constructor(readonly root: string) {}

  static async make(cleanup: Cleanup, needs: { medusa1: boolean }): Promise<Workplace> {
    const root = await mkdtemp(join(tmpdir(), "inbank-mutations-"))
    cleanup.later(async () => await rm(root, { recursive: true, force: true }))
    // The tests' PostgreSQL runs as another account.
    await chmod(root, 0o755)
    for (const file of await filesOfGit()) await copy(file, root)
    for (const folder of IGNORED_BY_GIT) await copy(folder, root)
    if (needs.medusa1) await copy(MEDUSA_1, root)
    await symlink(join(ROOT, "node_modules"), join(root, "node_modules"))
    return new Workplace(root)
  }

  /** The source of a file, which is never changed here. */
  async source(file: string): Promise<string> {
    return await readFile(join(this.root, file), "utf8")
  }

  /**
   * Puts a source into the built plugin, and into the sources, which unit tests load.
   * @returns puts back what was there.
   * @throws when what is built is not what the checkout has for a source: then it was not built since.
   */
  async replace(file: string, source: string): Promise<() => Promise<void>> {
    const places = { source: join(this.root, file), built: join(this.root, builtFrom(file)) }
    const before = { source: await this.source(file), built: await readFile(places.built, "utf8") }
    if (withoutMap(before.built) !== transpiled(file, before.source))
      throw new Error(`${builtFrom(file)} is not built from the source as it is now: build first.`)
    await writeFile(places.source, source)
    await writeFile(places.built, transpiled(file, source))
    return async () => {
      await writeFile(places.source, before.source)
      await writeFile(places.built, before.built)
    }
  }
}

/** What is committed or could be. */
async function filesOfGit(): Promise<string[]> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
  const { stdout } = await promisify(execFile)("git", args, { cwd: ROOT, maxBuffer: 64_000_000 })
  return stdout.split("\0").filter((file) => file !== "")
}

/** A file that was deleted and not committed so is passed over. */
async function copy(path: string, into: string): Promise<void> {
  const target = join(into, path)
  await mkdir(dirname(target), { recursive: true })
  await cp(join(ROOT, path), target, { recursive: true, verbatimSymlinks: true }).catch((error: unknown) => {
    const isGone = error instanceof Error && "code" in error && error.code === "ENOENT"
    if (!isGone) throw error
  })
}

/** As both builds do it, for one file alone. */
function transpiled(file: string, source: string): string {
  const { outputText } = ts.transpileModule(source, {
    // What is imported while it runs stays an import in a CommonJS file of Node's.
    fileName: file.replace(/\.ts$/, ".cts"),
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      esModuleInterop: true,
    },
  })
  return withoutMap(outputText)
}

function withoutMap(script: string): string {
  return script.replace(/\/\/# sourceMappingURL=.*\s*$/, "").trimEnd()
}
