import { writeFile } from "node:fs/promises"
import type { ExecArgs } from "@medusajs/framework/types"
import { seedShop } from "../../../demo/store/seed"

/** Run inside the bare store by `medusa exec`: seeds a shop and leaves its ids in the file that is named first. */
export default async function seedBareStore({ container, args }: ExecArgs): Promise<void> {
  const [answer = "", ...paymentProviders] = args
  await writeFile(answer, JSON.stringify(await seedShop(container, paymentProviders)))
}
