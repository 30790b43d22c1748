import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { parseEnv } from "node:util"
import { compileFunction } from "node:vm"
import ts from "typescript"
import { z } from "zod"
import { COUNTRIES } from "../../client/countries"
import { parseAccount } from "../../domain/account/account"
import { accountEntries } from "../../services/accounts"
import { ConfigSource } from "../config/config-source"
import { editConfig } from "../config/edit-config"
import { VARIABLES } from "../entries"

const ROOT = resolve(__dirname, "../../..")
const EXAMPLE = readFileSync(resolve(ROOT, "medusa-config.example.js"), "utf8")
const ENVIRONMENT = parseEnv(readFileSync(resolve(ROOT, ".env.example"), "utf8"))
const BARE = `const { defineConfig } = require("@medusajs/framework/utils")
module.exports = defineConfig({ projectConfig: {} })
`

function configured(country: keyof typeof COUNTRIES): string {
  const edit = editConfig(new ConfigSource(ts, "medusa-config.js", BARE), country)
  if (edit.kind === "by_hand") throw new Error(edit.why)
  return edit.text
}

/** The exports of a medusa-config.js with the variables of .env.example. */
function load(text: string) {
  const module: { exports: unknown } = { exports: {} }
  const process = { env: ENVIRONMENT, cwd: () => resolve(ROOT, "no-such-folder") }
  Reflect.apply(compileFunction(text, ["require", "module", "process"]), undefined, [
    require,
    module,
    process,
  ])
  return z.object({ plugins: z.unknown(), modules: z.object({ payment: z.unknown() }) }).parse(module.exports)
}

describe("What init writes", () => {
  it("is for Medusa what medusa-config.example.js is", () => {
    const { plugins, modules } = load(EXAMPLE)
    expect(load(configured("ee"))).toMatchObject({ plugins, modules: { payment: modules.payment } })
  })

  it.each(Object.entries(COUNTRIES))("makes an account of %s", (country, { currency }) => {
    const text = configured(z.enum(["ee", "lv", "lt", "pl", "cz"]).parse(country))
    const accounts = accountEntries(load(text)).map(({ id, options }) => parseAccount(id, options))
    expect(accounts).toMatchObject([{ id: `pp_inbank_${country}`, currency, environment: "demo" }])
  })

  it("has those variables of .env.example that are the plugin's", () => {
    const names = VARIABLES.map(({ name }) => name)
    const read = [...configured("ee").matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name)
    expect(new Set(read)).toEqual(new Set(names))
    expect(Object.keys(ENVIRONMENT)).toEqual(expect.arrayContaining(names))
  })
})
