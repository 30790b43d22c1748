import { freePort } from "../../test-kit/free-port"
import type { BareStore } from "./bare-store"
import { run, type Ended } from "./commands"
import { databaseUrl } from "./this-run"

export interface Bed {
  store: BareStore
  /** With which the store works. */
  settings: Record<string, string>
}

/** Stores in which something is wrong, and what the doctor says of each: every finding by name, and no stack trace. */
export function doctorCases(bed: () => Bed): void {
  async function doctor(changes: Record<string, string> = {}): Promise<Ended> {
    const { store, settings } = bed()
    await store.configure({ ...settings, ...changes })
    try {
      return await run({ command: store.bin("medusa-payment-inbank"), args: ["doctor"], cwd: store.folder })
    } finally {
      await store.configure(settings)
    }
  }

  it("finds nothing worse than a warning in a store that takes orders", async () => {
    const { exitCode, said } = await doctor()
    expect(said).toMatch(
      /pp_inbank_ee\n {2}warning {2}Option `backendUrl` is an address that only this machine/,
    )
    expect(said).toContain("\n0 errors, ")
    expect(exitCode).toBe(0)
  })

  it("names a key that Inbank refuses, and an address at which no store answers", async () => {
    const { exitCode, said } = await doctor({
      INBANK_API_KEY: "not-the-key",
      BACKEND_URL: `http://127.0.0.1:${await freePort()}`,
    })
    expect(said).toMatch(/pp_inbank_ee\n {2}error {4}.*key/)
    expect(said).toMatch(
      /warning {2}http:\/\/127\.0\.0\.1:\d+ cannot be reached from this machine \(ECONNREFUSED\)/,
    )
    expectsPeopleWords(exitCode, said)
  })

  it("names an Inbank that cannot be reached and a database without our tables", async () => {
    const { exitCode, said } = await doctor({
      INBANK_API_URL: "http://127.0.0.1:9",
      DATABASE_URL: databaseUrl("postgres"),
    })
    expect(said).toMatch(/pp_inbank_ee\n {2}error {4}Inbank could not be reached/)
    expect(said).toMatch(
      /store\n {2}error {4}The plugin's tables are missing or old .*: run npx medusa db:migrate\./,
    )
    expectsPeopleWords(exitCode, said)
  })

  it("names an option that is missing and a database that does not run, without its password", async () => {
    const { exitCode, said } = await doctor({
      INBANK_SHOP_UUID: "",
      DATABASE_URL: `postgres://medusa:very-secret@127.0.0.1:${await freePort()}/shop`,
    })
    expect(said).toMatch(/pp_inbank_ee\n {2}error {4}Inbank: option `shopUuid` is required\./)
    expect(said).toMatch(/store\n {2}error {4}The database cannot be used: connect ECONNREFUSED/)
    expect(said).not.toContain("very-secret")
    expectsPeopleWords(exitCode, said)
  })

  it("names the plugin's entry when it is missing", async () => {
    await bed().store.withConfig(
      (config) => config.replace(/plugins: \[.*\],/, "plugins: [],"),
      async () => {
        const { exitCode, said } = await doctor()
        expect(said).toContain("error    medusa-config has no entry of the plugin")
        expectsPeopleWords(exitCode, said)
      },
    )
  })

  it("names what prevents medusa-config from being loaded", async () => {
    await bed().store.withConfig(
      (config) => `require("no-such-package")\n${config}`,
      async () => {
        const { exitCode, said } = await doctor()
        expect(said).toContain(
          "error    medusa-config cannot be loaded: Cannot find module 'no-such-package'",
        )
        expectsPeopleWords(exitCode, said)
      },
    )
  })

  function expectsPeopleWords(exitCode: number | null, said: string): void {
    expect(said).not.toMatch(/^\s+at /m)
    expect(exitCode).toBe(1)
  }
}
