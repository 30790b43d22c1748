import { satisfies } from "semver"

/**
 * Imported before anything else. Several of our dependencies are ES modules, which Node's `require` loads since 20.19 and
 * 22.12 (https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require); before, the boot ended with a
 * stack trace that names one of them. By its version: Jest, in which Medusa's own test utilities start stores, hides
 * what Node can do.
 */
export function requireNode(version: string): void {
  if (satisfies(version, "^20.19.0 || >=22.12.0")) return
  throw new Error(
    `Inbank: medusa-payment-inbank needs Node 20.19, 22.12 or later; this store runs Node ${version}.`,
  )
}

requireNode(process.versions.node)
