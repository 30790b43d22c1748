import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { describeShop } from "../support/shop"

const repository = resolve(__dirname, "../..")

describeShop("The example in docs/sandbox.md", (shop) => {
  it("passes as it is printed, against a running store", async () => {
    const page = await readFile(join(repository, "docs/sandbox.md"), "utf8")
    const example = /```js test\n(.*?)```/s.exec(page)?.[1] ?? ""
    expect(example).toContain('from "medusa-payment-inbank/sandbox"')

    // The example starts a sandbox of its own where the store expects one.
    const { sandbox, seeded, url } = shop()
    await sandbox.close()
    // Inside of this package, so that its own name leads to it as it would lead a merchant's store to it.
    const folder = await mkdtemp(join(repository, ".medusa/example-"))
    try {
      await writeFile(join(folder, "inbank.test.mjs"), example)
      const { stdout } = await promisify(execFile)(process.execPath, ["--test", folder], {
        env: {
          PATH: process.env.PATH,
          BACKEND_URL: url,
          INBANK_API_URL: sandbox.url,
          PUBLISHABLE_KEY: seeded.publishableKey,
        },
      }).catch((error: unknown) => Promise.reject(new Error(outputOf(error))))
      expect(stdout).toContain("# pass 4")
      expect(stdout).toContain("# fail 0")
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

function outputOf(error: unknown): string {
  return typeof error === "object" && error !== null && "stdout" in error
    ? String(error.stdout)
    : String(error)
}
