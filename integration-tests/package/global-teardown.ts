/** Ends the PostgreSQL that the setup started, and takes the tarball away. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.inbankPackageCleanup?.()
}
