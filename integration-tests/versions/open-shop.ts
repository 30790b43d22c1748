import { join } from "node:path"
import { demoShop, startSandbox } from "../../src/sandbox"
import type { Cleanup } from "../../test-kit/cleanup"
import { freePort } from "../../test-kit/free-port"
import { ROOT } from "../../test-kit/medusa"
import { Shopper } from "../../test-kit/shopper"
import type { BareStore, Server } from "../package/bare-store"
import { Admin } from "../support/admin"
import type { Scene } from "./lifecycle"

const MERCHANT = { email: "merchant@example.com", password: "supersecret" }
const REDIS_MODULES = join(ROOT, "integration-tests/store/redis-modules.js")

interface Surroundings {
  /** An empty database. */
  databaseUrl: string
  /** Its schema for the store's tables, where that is not `public`. */
  schema?: string
  redisUrl?: string
}

/** A shop that runs: the installed store with a sandbox, goods and people. */
export async function openShop(store: BareStore, around: Surroundings, cleanup: Cleanup): Promise<Scene> {
  const sandbox = await startSandbox({ shops: [demoShop] })
  cleanup.later(() => sandbox.close())

  const port = await freePort()
  await store.configure({
    DATABASE_URL: around.databaseUrl,
    DISABLE_MEDUSA_ADMIN: "true",
    BACKEND_URL: `http://127.0.0.1:${port}`,
    INBANK_API_URL: sandbox.url,
  })
  const before = await store.config()
  cleanup.later(async () => await store.editConfig(() => before))
  await store.editConfig((config) => configured(config, around))
  await store.medusa("db:migrate")
  const seeded = await store.seed(MERCHANT, ["pp_system_default", "pp_inbank_ee"])

  let server: Server = await store.start(port)
  cleanup.later(async () => await server.stop())
  return {
    sandbox,
    shopper: new Shopper(server.url, seeded),
    admin: await Admin.login(server.url, MERCHANT.email, MERCHANT.password),
    whileDown: async (doThis) => {
      await server.stop()
      await doThis()
      server = await store.start(port)
    },
  }
}

/** The example's configuration, with what is around it. */
function configured(config: string, { schema, redisUrl }: Surroundings): string {
  const byApi = config.replace('// refunds: "portal",', 'refunds: "api",')
  const inSchema =
    schema === undefined
      ? byApi
      : byApi.replace("projectConfig: {", `projectConfig: {\n    databaseSchema: "${schema}",`)
  const modules = `...require("${REDIS_MODULES}").redisModules("${redisUrl}"),`
  return redisUrl === undefined ? inSchema : inSchema.replace("modules: [", `modules: [${modules}`)
}
