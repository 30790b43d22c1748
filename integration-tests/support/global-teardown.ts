/** Ends the PostgreSQL that the setup started. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.inbankTestDatabase?.stop()
}
