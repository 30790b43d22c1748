import { execFile } from "node:child_process"
import { once } from "node:events"
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

const BE_READY = join(__dirname, "be-ready.mjs")
/** Any file that is there: only the run itself starts it. */
const CHROMIUM_PATH = process.execPath

interface Said {
  code: number | string
  said: string
}

describe("A test run", () => {
  let root: string
  const pidFile = () => join(root, ".medusa/test-run.pid")

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "inbank-be-ready-"))
    await chmod(root, 0o755)
  })
  afterEach(async () => await rm(root, { recursive: true, force: true }))

  /** As `npm test` begins: ready, or one sentence. It ends as the tests would, by undoing. */
  async function begins(needed: object = {}, env: Record<string, string> = {}): Promise<Said> {
    const script = `import { beReady } from ${JSON.stringify(BE_READY)}
      const undo = []
      await beReady(${JSON.stringify(root)}, (each) => undo.push(each), ${JSON.stringify({
        gigabytes: 0,
        silentPort: 0,
        ...needed,
      })})
        .then(() => console.error("ready"), (error) => { console.error(error.message); process.exitCode = 1 })
      for (const each of undo) await each()`
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        ["--input-type=module", "-e", script],
        { env: { ...process.env, NODE_OPTIONS: "", CHROMIUM_PATH, ...env } },
        (error, _stdout, stderr) => resolve({ code: error?.code ?? 0, said: stderr.trim() }),
      )
    })
  }

  it("begins on a machine that has what it needs, and leaves nothing behind", async () => {
    expect(await begins()).toEqual({ code: 0, said: expect.stringMatching(/ready$/) })
    await expect(readFile(pidFile())).rejects.toThrow("ENOENT")
  })

  it("says which tests are skipped where there is no Redis, and begins", async () => {
    const { code, said } = await begins({}, { REDIS_SERVER_PATH: join(root, "no-redis") })
    expect(code).toBe(0)
    expect(said).toMatch(/^No redis-server was found: .*apt-get install redis-server.*\nready$/)
  })

  it("does not begin on a disk that is nearly full", async () => {
    expect(await begins({ gigabytes: 1_000_000 })).toEqual({
      code: 1,
      said: expect.stringMatching(/^\S+ has [\d.]+ GB left, and the tests need 1000000 GB: make room.*\.$/),
    })
  })

  it("does not begin while somebody listens where nobody may", async () => {
    const server = createServer().listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    const begun = await begins({ silentPort: port })
    server.close()
    expect(begun).toEqual({ code: 1, said: expect.stringContaining(`Somebody listens at 127.0.0.1:${port}`) })
  })

  const asRoot = process.getuid?.() === 0 ? it : it.skip
  asRoot("does not begin, as root, in a folder that PostgreSQL's account may not enter", async () => {
    await chmod(root, 0o700)
    expect(await begins()).toEqual({
      code: 1,
      said: expect.stringContaining(`${root} is closed to other accounts`),
    })
  })

  it("does not begin without a browser", async () => {
    const nowhere = join(root, "no-chromium")
    expect(await begins({}, { CHROMIUM_PATH: nowhere })).toEqual({
      code: 1,
      said: `CHROMIUM_PATH names ${nowhere}, where there is nothing.`,
    })
  })

  it("does not begin while another runs in the same checkout, and takes over from one that is dead", async () => {
    await mkdir(dirname(pidFile()), { recursive: true })
    await writeFile(pidFile(), String(process.pid))
    expect(await begins()).toEqual({
      code: 1,
      said: expect.stringContaining(`Tests run in this checkout already, as process ${process.pid}`),
    })
    expect(await readFile(pidFile(), "utf8")).toBe(String(process.pid))

    // No process has a number as high as this.
    await writeFile(pidFile(), "4194304999")
    expect(await begins()).toEqual({ code: 0, said: expect.stringMatching(/ready$/) })
  })
})
