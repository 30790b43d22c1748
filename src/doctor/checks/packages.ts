import { readFileSync, realpathSync } from "node:fs"
import { createRequire } from "node:module"
import { z } from "zod"
import { warning, error, type Finding } from "../finding"
import type { StoreFolder } from "../store-folder"

const manifestSchema = z.object({ version: z.string() })

/** Whether the plugin and the store, and the admin's pages, work with one copy of what they share. */
export function checkPackages(store: StoreFolder): Finding[] {
  return [...copiesOfMedusa(store), ...copiesOfDashboards(store)]
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

/** The admin's pages get data and language from the copies that Medusa's dashboard has started. */
const SHARED_WITH_DASHBOARD = ["@tanstack/react-query", "react-i18next"]

function copiesOfDashboards(store: StoreFolder): Finding[] {
  const dashboard = store.find("@medusajs/dashboard")
  if (dashboard === undefined) return []
  return SHARED_WITH_DASHBOARD.flatMap((name) => {
    const theirs = versionOf(name, store, createRequire(dashboard))
    const ours = versionOf(name, store, createRequire(__filename))
    if (theirs === undefined || ours === undefined || theirs === ours) return []
    return [
      warning(
        `${name} is installed as ${ours}, and Medusa's admin brings ${theirs}: the page Inbank and the card on orders would show an error instead. Take ${name} out of the store's package.json, or pin it to ${theirs}, and build the admin again.`,
      ),
    ]
  })
}

function versionOf(name: string, store: StoreFolder, from: NodeJS.Require): string | undefined {
  const file = store.find(`${name}/package.json`, from)
  return file && manifestSchema.parse(JSON.parse(readFileSync(file, "utf8"))).version
}

function fileOf(path: string | undefined): string | undefined {
  return path && realpathSync(path)
}
