import { createRequire } from "node:module"
import { gtr, satisfies } from "semver"
import { z } from "zod"

const ourSchema = z.object({
  version: z.string(),
  peerDependencies: z.object({ "@medusajs/framework": z.string() }),
})
const theirSchema = z.object({ version: z.string() })

interface Load {
  logger?: { warn(sentence: string): void }
}

/** Refuses to start on a Medusa that is older than all we are tried with, and warns on a newer one. */
export default async function supportedMedusa({ logger }: Load): Promise<void> {
  const requireHere = createRequire(__filename)
  const ours = ourSchema.parse(requireHere("medusa-payment-inbank/package.json"))
  const { version } = theirSchema.parse(requireHere("@medusajs/medusa/package.json"))
  const warning = verdict(version, ours.peerDependencies["@medusajs/framework"], ours.version)
  if (warning !== undefined) (logger ?? console).warn(warning)
}

/** @throws {Error} when it is too old. @returns what to warn of when it is newer than any that was tried. */
export function verdict(medusa: string, range: string, plugin: string): string | undefined {
  if (satisfies(medusa, range, { includePrerelease: true })) return undefined
  const names = `medusa-payment-inbank ${plugin} is tried with Medusa ${range}; this store runs ${medusa}.`
  if (gtr(medusa, range)) return `${names} Look for a newer version of the plugin before you take payments.`
  throw new Error(
    `Inbank: ${names} An older Medusa loses orders: raise all of the store's @medusajs packages, or take the plugin out.`,
  )
}
