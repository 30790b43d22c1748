import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { Modules } from "@medusajs/framework/utils"
import { z } from "zod"
import { request } from "../../test-kit/http"
import { placedOrder } from "../support/orders"
import { describeShop } from "../support/shop"
import { nobodyLooks } from "../support/time"

const methodSchema = z.enum(["GET", "POST", "DELETE"])
const FOLDER = resolve(__dirname, "../../src/api")

/** Every route of ours under /admin, as its files have it. */
const ROUTES = readdirSync(join(FOLDER, "admin"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .flatMap((file) => {
    const source = readFileSync(join(FOLDER, "admin", file), "utf8")
    const methods = [...source.matchAll(/export async function ([A-Z]+)\b/g)]
    return methods.map(([, method]) => [methodSchema.parse(method), `/admin/${dirname(file)}`] as const)
  })

describeShop("A route for merchants", (shop) => {
  it("is found by this test, however many there are", () => {
    expect(ROUTES).toContainEqual(["GET", "/admin/inbank/sweep"])
    expect(ROUTES).toContainEqual(["POST", "/admin/inbank/orders/[id]/cancel-contract"])
    expect(ROUTES.length).toBeGreaterThan(15)
  })

  it("refuses whoever is not logged in as a merchant, and does nothing for them (R132)", async () => {
    const { order, contract, cartId } = await placedOrder(shop())
    const strangers: Record<string, string>[] = [{}, { authorization: `Bearer ${await customerToken()}` }]
    await shop().sandbox.idle()
    await nobodyLooks(shop().container.resolve("__pg_connection__"), cartId)
    const before = shop().sandbox.contract(contract)
    const asked = shop().sandbox.upstreamCounts()
    for (const [method, route] of ROUTES) {
      const path = route.replace("[id]", route.includes("orders") ? order.id : "pp_inbank_ee")
      const body = method === "POST" ? {} : undefined
      for (const headers of strangers) {
        const answer = await request(method, shop().url + path, headers, body)
        expect([path, answer]).toEqual([path, { status: 401, body: { message: "Unauthorized" } }])
      }
    }
    expect(shop().sandbox.contract(contract)).toEqual(before)
    expect(shop().sandbox.upstreamCounts()).toEqual(asked)
  })

  /** A shopper with an account is logged in to the store, which opens nothing here. */
  async function customerToken(): Promise<string> {
    const credentials = { email: "mari@example.com", password: "supersecret" }
    await shop().container.resolve(Modules.AUTH).register("emailpass", { body: credentials })
    const { body } = await request("POST", `${shop().url}/auth/customer/emailpass`, {}, credentials)
    return z.object({ token: z.string() }).parse(body).token
  }
})
