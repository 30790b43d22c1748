import { execFile } from "node:child_process"
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import ts from "typescript"
import type { Cleanup } from "../test-kit/cleanup"
import { ROOT } from "../test-kit/medusa"
import { builtFrom } from "./built"

/** The builds, and the packages of Medusa 1's store, into which its suite installs the plugin. */
const IGNORED_BY_GIT = [".medusa/server", "dist"]
const MEDUSA_1 = "integration-tests/medusa-1/store/node_modules"

/**
 * A copy of the checkout in its present state, in which lines are broken. However the run ends, no broken line is left
 * in the checkout: at worst a folder is left among the system's temporary files.
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

  /** The original source of a file. */
  async source(file: string): Promise<string> {
    return await readFile(join(this.root, file), "utf8")
  }

  /**
   * Writes a source to the built plugin, and to the sources, which unit tests load.
   * @returns a function that restores what was there.
   * @throws when the build does not match the checkout's source: then it was not built since.
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

/** Files that are committed or could be. */
async function filesOfGit(): Promise<string[]> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
  const { stdout } = await promisify(execFile)("git", args, { cwd: ROOT, maxBuffer: 64_000_000 })
  return stdout.split("\0").filter((file) => file !== "")
}

/** Skips a file whose deletion is not committed. */
async function copy(path: string, into: string): Promise<void> {
  const target = join(into, path)
  await mkdir(dirname(target), { recursive: true })
  await cp(join(ROOT, path), target, { recursive: true, verbatimSymlinks: true }).catch((error: unknown) => {
    const isGone = error instanceof Error && "code" in error && error.code === "ENOENT"
    if (!isGone) throw error
  })
}

/** As both builds do it, for a single file. */
function transpiled(file: string, source: string): string {
  const { outputText } = ts.transpileModule(source, {
    // A dynamic import stays an import in a CommonJS file of Node's.
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
