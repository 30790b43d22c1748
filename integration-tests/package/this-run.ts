import { z } from "zod"

/** The one tarball of this run: the stores of both Medusas install it. */
export function tarballOfThisRun(): string {
  return z.string().parse(process.env.PACKED_PLUGIN)
}

/** Made empty at the start of the run: a store each. */
export const DATABASES = { newest: "bare_store", oldest: "oldest_medusa" } as const

/** The address of a database on the PostgreSQL of this run. It is not made here. */
export function databaseUrl(name: string): string {
  const url = new URL(z.string().parse(process.env.PACKAGE_DATABASE_URL))
  url.pathname = `/${name}`
  return url.href
}
