import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import type { StoreFolder } from "../doctor/store-folder"
import { changedLines } from "./changed-lines"
import type { InitCommand } from "./command"
import { ConfigSource } from "./config/config-source"
import { editConfig } from "./config/edit-config"
import { VARIABLES } from "./entries"
import { missingLines } from "./env-file"
import { byHand, changed, unchanged, type Change } from "./report"
import { typeScriptOf } from "./typescript-of-store"

export interface Outcome {
  exitCode: 0 | 1
  text: string
}

interface Written extends Change {
  write(): void
}

const NO_COMPILER =
  "To read medusa-config, init needs the store's own package typescript, at version 5: npm install --save-dev typescript@5"

/** Configures the store in this folder for an account of this country, or says why people have to. */
export function init(store: StoreFolder, { country, dryRun }: InitCommand): Outcome {
  const file = store.configFile()
  if (!file) return refused(`${store.path} holds no medusa-config: run this in the store's folder.`)
  if (!store.find("@medusajs/framework/utils"))
    return refused("Medusa 2 is not installed here. For a store on Medusa 1: docs/medusa-1.md.")
  const typeScript = typeScriptOf(store)
  if (!typeScript) return refused(byHand(NO_COMPILER, country))
  const source = new ConfigSource(typeScript, basename(file), readFileSync(file, "utf8"))
  const syntaxError = source.syntaxError()
  if (syntaxError) return refused(`Nothing was changed, for medusa-config cannot be read. ${syntaxError}`)
  const edit = editConfig(source, country)
  if (edit.kind === "by_hand") return refused(byHand(edit.why, country))

  const changes = [
    changeOfConfig(file, source.text, edit.text),
    changeOfVariables(store, ".env", edit.text),
    ...(existsSync(join(store.path, TEMPLATE)) ? [changeOfVariables(store, TEMPLATE, edit.text)] : []),
  ].filter(({ lines }) => lines.length > 0)
  if (!dryRun) for (const change of changes) change.write()
  const text = changes.length > 0 ? changed(changes, { country, dryRun }) : unchanged(source.name)
  return { exitCode: 0, text }
}

/** What a store's developers copy to .env. */
const TEMPLATE = ".env.template"

function changeOfConfig(file: string, before: string, after: string): Written {
  return {
    file: basename(file),
    lines: changedLines(before, after),
    write: () => writeFileSync(file, after),
  }
}

/** Only adds lines, and shows no others: what is there may be secret. */
function changeOfVariables(store: StoreFolder, name: string, config: string): Written {
  const file = join(store.path, name)
  const before = existsSync(file) ? readFileSync(file, "utf8") : ""
  // An account that people have written may take its options from elsewhere.
  const read = VARIABLES.filter((variable) => config.includes(`process.env.${variable.name}`))
  const added = missingLines(before, read)
  return { file: name, lines: changedLines("", added.trimStart()), write: () => appendFileSync(file, added) }
}

function refused(text: string): Outcome {
  return { exitCode: 1, text }
}
