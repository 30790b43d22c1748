import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { freePort } from "../../test-kit/free-port"
import type * as sandboxModule from "../../src/sandbox"
import { Admin } from "../support/admin"
import { ROOT } from "../../test-kit/medusa"
import { comeBack, Shopper } from "../../test-kit/shopper"
import { BareStore, type Server } from "./bare-store"
import { mustRun } from "./commands"
import { doctorCases } from "./doctor-cases"
import { initCases } from "./init-cases"
import { installedPackages, integrityOf } from "./tarball"
import { DATABASES, databaseUrl, tarballOfThisRun } from "./this-run"

const MERCHANT = { email: "merchant@example.com", password: "supersecret" }
/** What a merchant's code may import. */
const IMPORTABLE = [
  ...["element", "events", "modules/inbank", "orders", "providers/inbank", "sandbox", "storefront"],
].map((path) => `medusa-payment-inbank/${path}`)

/** Were something untyped, `any`, the lines that are expected to be errors would be none. */
const MERCHANTS_TYPESCRIPT = `
import { InbankEvents, type InbankEventData, type InbankEventName } from "medusa-payment-inbank/events"
import { orderView, type OrderView } from "medusa-payment-inbank/orders"
import { demoShop, startSandbox, type Sandbox } from "medusa-payment-inbank/sandbox"

export const name: InbankEventName = InbankEvents.PROBLEM_OPENED
export const opened: InbankEventData["inbank.problem.opened"] = { kind: "do_not_ship", subject: "inbs_1" }
export const reference = (view: OrderView): string => view.session.id
export const started: Promise<Sandbox> = startSandbox({ shops: [demoShop] })
// @ts-expect-error A kind is no number.
export const kind: number = opened.kind
// @ts-expect-error The view of an order is found by a container and an id.
export const view = orderView(1, 2, 3)
`

/** It installs a whole store from the registry; on a machine that does much else besides, six minutes of that alone were seen. */
jest.setTimeout(1_800_000)

describe("The packed plugin in a bare store", () => {
  let store: BareStore
  let sandbox: sandboxModule.Sandbox
  let server: Server
  let settings: Record<string, string>
  let shopper: Shopper
  let admin: Admin
  const cleanUp: (() => Promise<void>)[] = []

  beforeAll(async () => {
    store = await BareStore.install()
    cleanUp.push(() => store.remove())

    const { startSandbox } = jest.requireActual<typeof sandboxModule>(
      store.resolve("medusa-payment-inbank/sandbox"),
    )
    sandbox = await startSandbox()
    cleanUp.push(() => sandbox.close())

    const port = await freePort()
    settings = {
      DATABASE_URL: databaseUrl(DATABASES.newest),
      DISABLE_MEDUSA_ADMIN: "true",
      BACKEND_URL: `http://127.0.0.1:${port}`,
      INBANK_API_URL: sandbox.url,
    }
    await store.configure(settings)
    await store.medusa("db:migrate")
    const seeded = await store.seed(MERCHANT, ["pp_system_default", "pp_inbank_ee"])

    server = await store.start(port)
    cleanUp.push(() => server.stop())
    shopper = new Shopper(server.url, seeded)
    admin = await Admin.login(server.url, MERCHANT.email, MERCHANT.password)
  })

  afterAll(async () => {
    // The last that was started may need the ones before it.
    for (const end of cleanUp.reverse()) await end()
  })

  async function placeOrder() {
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    const { redirect } = await sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(redirect)
    const order = await admin.order(page.searchParams.get("order_id") ?? "")
    return { payment, order }
  }

  it("is in Medusa 2.21 the very tarball that takes an order in Medusa 1.20.11, and brings nothing of Medusa 1's", async () => {
    const installed = await installedPackages(store.folder)
    expect(installed["node_modules/@medusajs/medusa"]).toMatchObject({
      version: expect.stringMatching(/^2\.21\./),
    })
    const { integrity } = installed["node_modules/medusa-payment-inbank"] ?? {}
    expect(integrity).toBe(await integrityOf(tarballOfThisRun()))

    const older = Object.entries(installed).filter(
      ([place, { version = "" }]) =>
        /medusajs\/(medusa|utils|types)$/.test(place) && !version.startsWith("2."),
    )
    expect(older).toEqual([])
    expect(Object.keys(installed).filter((place) => /\/(typeorm|medusa-[a-z-]+)$/.test(place))).toEqual([
      "node_modules/medusa-payment-inbank",
    ])
  })

  it("is no hindrance to a TypeORM of the store's own that is too new for Medusa 1", async () => {
    // Told although these tests may have been asked to be silent (`npm run -s`).
    const quietly = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=notice"]
    const args = ["install", "typeorm@1.1.1", "--dry-run", ...quietly]
    expect(await mustRun({ command: "npm", args, cwd: store.folder })).toContain("typeorm 1.1.1")
  })

  it("takes an order in Medusa 2.21 from the cart over e-POS to the merchant's capture and the activated contract", async () => {
    const cart = await shopper.fillCart()
    const payment = await shopper.startInbank()

    const { redirect } = await sandbox.customer.approve(payment.posSessionUuid)
    const page = await comeBack(redirect)
    expect(page.searchParams.get("status")).toBe("granted")
    const placed = await admin.order(page.searchParams.get("order_id") ?? "")
    expect(placed).toMatchObject({ payment_status: "authorized", total: cart.total })

    expect(await admin.capture(placed)).toMatchObject({ status: 200 })
    expect(await admin.order(placed.id)).toMatchObject({ payment_status: "captured" })
    const session = sandbox.session(payment.posSessionUuid)
    expect(session).toMatchObject({ status: "completed" })
    expect(sandbox.contract(session?.creditContractUuid ?? "")).toMatchObject({ status: "activated" })
  })

  it("keeps its rows when its tables are made again over them, and works on when they were dropped and made anew (R69)", async () => {
    const { payment, order } = await placeOrder()
    // The tables alone: what else the command does was tried as the store was set up.
    const migrate = ["db:migrate", "--skip-scripts", "--skip-search"]
    await store.medusa(...migrate)
    expect(await shopper.sessionStatus(payment)).toMatchObject({ status: "granted", order_id: order.id })

    // As docs/operations.md says: each time it takes one of them back.
    const migrations = await readdir(join(ROOT, "src/modules/inbank/migrations"))
    for (const _ of migrations) await store.medusa("db:rollback", "inbank")
    await expect(shopper.sessionStatus(payment)).rejects.toThrow("HTTP 500")
    await store.medusa(...migrate)
    const later = await placeOrder()
    expect(await admin.capture(later.order)).toMatchObject({ status: 200 })
    expect(await admin.order(later.order.id)).toMatchObject({ payment_status: "captured" })
    expect(await admin.order(order.id)).toMatchObject({ payment_status: "authorized", total: order.total })
  })

  it("lets Node find everything a merchant may import, by require and by import", async () => {
    const script = `const names = ${JSON.stringify(IMPORTABLE)}
      names.forEach((name) => require(name))
      require("medusa-payment-inbank/package.json")
      Promise.all(names.map((name) => import(name))).then(() => console.log("all found"))`

    const said = await mustRun({ command: process.execPath, args: ["-e", script], cwd: store.folder })
    expect(said).toContain("all found")
  })

  it("keeps its inner files to itself: they may move with any version", async () => {
    const inner = ["services/accounts", "domain/money", ".medusa/server/src/client/index.js"]
    const script = `for (const path of ${JSON.stringify(inner)}) {
        try { require.resolve("medusa-payment-inbank/" + path) } catch ({ code }) { console.log(code) }
      }`
    const said = await mustRun({ command: process.execPath, args: ["-e", script], cwd: store.folder })
    expect(said.trim().split("\n")).toEqual(inner.map(() => "ERR_PACKAGE_PATH_NOT_EXPORTED"))
  })

  it.each([
    ["5", "node16", "node16", "typescript"],
    ["7", "esnext", "bundler", "typescript-7"],
  ])(
    "gives a merchant's TypeScript %s its types, with modules of %s resolved as by %s",
    async (_version, module, moduleResolution, compiler) => {
      const file = await store.write("types-of-the-plugin.ts", MERCHANTS_TYPESCRIPT)
      const options = { module, moduleResolution, target: "es2022", strict: true, skipLibCheck: true }
      const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
      // Ends with an error, and so fails, unless every line is typed as it says.
      await mustRun({
        command: process.execPath,
        args: [join(ROOT, "node_modules", compiler, "bin/tsc"), "--noEmit", ...flags, file],
        cwd: store.folder,
      })
    },
  )

  it.each(["medusa-payment-inbank", "medusa-payment-inbank-sandbox"])(
    "brings the command %s",
    async (name) => {
      const args = ["--no-install", name, "--help"]
      const said = await mustRun({ command: "npx", args, cwd: store.folder })
      expect(said).toContain(`Usage: ${name} `)
    },
  )

  describe("brings a doctor, which", () => {
    doctorCases(() => ({ store, settings }))
  })

  describe("brings a command that configures a store: it", () => {
    initCases(() => ({ store, settings }))
  })

  it("does not start without an API key, and says which option is missing", async () => {
    await store.configure({ ...settings, INBANK_API_KEY: "" })
    const { exitCode, said } = await store.boot(await freePort()).ended

    expect(exitCode).not.toBe(0)
    expect(said).toContain("Inbank: option `apiKey` is required.")
  })

  it("does not start with the provider alone, and says that the plugin's own entry is missing", async () => {
    await store.configure(settings)
    await store.editConfig((config) => config.replace(/plugins: \[.*\],/, "plugins: [],"))
    const { exitCode, said } = await store.boot(await freePort()).ended

    expect(exitCode).not.toBe(0)
    expect(said).toContain("Inbank: the plugin is missing.")
  })

  it("leaves its orders readable when it is taken out of the store (R137)", async () => {
    const { order } = await placeOrder()
    expect(await admin.capture(order)).toMatchObject({ status: 200 })
    await server.stop()
    await store.editConfig((config) =>
      config
        .replace(/plugins: \[.*\],/, "plugins: [],")
        .replace(/modules: \[.*\],\n\}\)/s, "modules: [],\n})"),
    )
    await store.uninstall()

    const bare = await store.start(await freePort())
    cleanUp.push(() => bare.stop())
    const merchant = await Admin.login(bare.url, MERCHANT.email, MERCHANT.password)
    expect(await merchant.order(order.id)).toMatchObject({
      items: order.items,
      total: order.total,
      payment_status: "captured",
    })
  })
})
