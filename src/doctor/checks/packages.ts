import { readFileSync, realpathSync } from "node:fs"
import { createRequire } from "node:module"
import { z } from "zod"
import { warning, error, type Finding } from "../finding"
import type { StoreFolder } from "../store-folder"

const manifestSchema = z.object({ version: z.string() })

/** Whether the plugin and the store, and the admin's pages, work with one copy of what they share. */
export function checkPackages(store: StoreFolder): Finding[] {
  return [...copiesOfMedusa(store), ...copiesOfRouter(store)]
}

/** Medusa keeps workflows and modules in the memory of the copy that was loaded: another copy finds none of them. */
function copiesOfMedusa(store: StoreFolder): Finding[] {
  const theirs = fileOf(store.find("@medusajs/framework/utils"))
  const ours = fileOf(store.find("@medusajs/framework/utils", createRequire(__filename)))
  if (theirs === undefined || ours === undefined || theirs === ours) return []
  return [
    error(
      `The plugin would work with another copy of Medusa (${ours}) than the store (${theirs}): no payment could be made. Install the plugin's package instead of linking its folder, and let npm keep one version of Medusa.`,
    ),
  ]
}

/** The admin's pages find where they are by the copy of the router that Medusa's dashboard has started. */
function copiesOfRouter(store: StoreFolder): Finding[] {
  const dashboard = store.find("@medusajs/dashboard")
  const theirs = dashboard && versionOfRouter(store, createRequire(dashboard))
  const ours = versionOfRouter(store, createRequire(__filename))
  if (theirs === undefined || ours === undefined || theirs === ours) return []
  return [
    warning(
      `react-router-dom is installed as ${ours}, and Medusa's admin brings ${theirs}: the page Inbank and the pages of orders would not open. Take react-router-dom out of the store's package.json, or pin it to ${theirs}, and build the admin again.`,
    ),
  ]
}

function versionOfRouter(store: StoreFolder, from: NodeJS.Require): string | undefined {
  const file = store.find("react-router-dom/package.json", from)
  return file && manifestSchema.parse(JSON.parse(readFileSync(file, "utf8"))).version
}

function fileOf(path: string | undefined): string | undefined {
  return path && realpathSync(path)
}
