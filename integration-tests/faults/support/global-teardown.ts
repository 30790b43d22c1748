import { rm } from "node:fs/promises"
import { deleteShopTemplate } from "../../support/make-shop-template"
import { printTable } from "./report"

/** Says what was tried and what came of it, and leaves nothing behind. */
export default async function globalTeardown(): Promise<void> {
  await printTable()
  await rm(process.env.FAULTS_DIRECTORY ?? "", { recursive: true, force: true })
  await deleteShopTemplate()
}
