import { writeFile } from "node:fs/promises"
import type { ExecArgs } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { seedShop } from "./seed"

/**
 * `medusa exec seed-demo.ts <file> <payment provider>...`: fills the shop, makes the merchant's login and writes to the
 * file what was made.
 */
export default async function seedDemo({ container, args }: ExecArgs): Promise<void> {
  const [file, ...paymentProviders] = args
  const { DEMO_EMAIL: email, DEMO_PASSWORD: password } = process.env
  if (!file || !email || !password) throw new Error("seed-demo needs a file, DEMO_EMAIL and DEMO_PASSWORD")
  const seeded = await seedShop(container, paymentProviders)
  await registerMerchant(container, email, password)
  await writeFile(file, JSON.stringify(seeded))
}

async function registerMerchant(
  container: ExecArgs["container"],
  email: string,
  password: string,
): Promise<void> {
  const auth = container.resolve(Modules.AUTH)
  const user = await container.resolve(Modules.USER).createUsers({ email })
  const { success, authIdentity, error } = await auth.register("emailpass", { body: { email, password } })
  if (!success || !authIdentity) throw new Error(`The merchant could not be registered: ${error}`)
  await auth.updateAuthIdentities([{ id: authIdentity.id, app_metadata: { user_id: user.id } }])
}
