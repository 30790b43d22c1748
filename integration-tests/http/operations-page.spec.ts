import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import { restingOrder } from "../support/orders"
import { rowOfCart, rowsOfCart, auditLogOf } from "../support/rows"
import { describeShop } from "../support/shop"

const DOCS = join(__dirname, "../../docs")
const PAGE = readFileSync(join(DOCS, "operations.md"), "utf8")

/** The SQL of the page's chapter, as a merchant would copy it. */
function sqlOf(chapter: string): string {
  const [, rest = ""] = PAGE.split(`\n${chapter}\n`)
  const sql = /```sql\n([^]*?)```/.exec(rest)?.[1]
  if (sql === undefined) throw new Error(`docs/operations.md has no SQL under "${chapter}"`)
  return sql
}

describeShop("What docs/operations.md gives to copy", (shop) => {
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)

  async function waiting() {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.startInbank()
  }

  it("the script for Prometheus reads sweep and problems with a secret API key, and is refused with a wrong one", async () => {
    await waiting()
    const stranger = shop().shopper()
    await stranger.fillCart()
    await stranger.choose("pp_inbank_locked")
    const made = await shop().admin.request("POST", "/admin/api-keys", { title: "monitor", type: "secret" })
    const { api_key } = z.object({ api_key: z.object({ token: z.string() }) }).parse(made.body)
    const metrics = async (MEDUSA_SECRET_KEY: string) => {
      const env = { ...process.env, NODE_OPTIONS: "", MEDUSA_URL: shop().url, MEDUSA_SECRET_KEY }
      const script = join(DOCS, "examples/inbank-metrics.mjs")
      return await promisify(execFile)(process.execPath, [script], { env })
    }

    const { stdout } = await metrics(api_key.token)
    expect(stdout.split("\n").filter((line) => !line.startsWith("#"))).toEqual([
      "inbank_sweep_lag_seconds 0",
      "inbank_sessions_due 0",
      "inbank_sessions_watched 0",
      'inbank_sessions_open{status="not_asked_yet"} 1',
      'inbank_problems_open{kind="credentials_refused"} 1',
      "",
    ])
    await expect(metrics("sk_wrong")).rejects.toThrow("answered 401")
  })

  it("the views show the sweep, sessions, problems and notifications to an account that can read nothing else", async () => {
    await restingOrder(shop(), "pp_inbank_ee")
    await waiting()
    const stranger = shop().shopper()
    await stranger.fillCart()
    await stranger.choose("pp_inbank_locked")

    await knex().raw(sqlOf("### By SQL"))
    try {
      await knex().transaction(async (monitor) => {
        await monitor.raw("set local role inbank_monitor")
        const read = async (view: string): Promise<unknown> =>
          await monitor(`inbank_watch.${view}`).select("*")
        expect(await read("sweep")).toEqual([{ lag_seconds: "0", due: "0" }])
        expect(await read("sessions")).toContainEqual({
          account_id: "pp_inbank_ee",
          environment: "demo",
          status: "not_asked_yet",
          sessions: "1",
          failures_in_a_row: 0,
        })
        expect(await read("problems")).toMatchObject([{ kind: "credentials_refused", open: "1" }])
        expect(await read("heard_by")).toContainEqual({
          source: "capture",
          news: expect.any(String) as string,
        })
        await expect(monitor("inbank_session").select("id")).rejects.toThrow("permission denied")
      })
    } finally {
      await knex().raw("drop schema inbank_watch cascade; drop role inbank_monitor")
    }
  })

  it("the statements that forget an order remove its rows, and leave alone what is still open", async () => {
    const { cartId, order } = await restingOrder(shop(), "pp_inbank_ee")
    const { id } = await rowOfCart(shop().container, cartId)
    const forget = sqlOf("## What is kept, and for how long").replaceAll("order_…", order.id)
    const watched = knex().raw("now() + interval '1 day'")
    await knex()("inbank_session").update({ next_check_at: watched })
    await knex().raw(forget)
    expect(await rowsOfCart(shop().container, cartId)).toHaveLength(1)
    expect(await auditLogOf(shop().container, id)).not.toEqual([])

    await knex()("inbank_session").update({ next_check_at: null })
    await knex().raw(forget)
    expect(await rowsOfCart(shop().container, cartId)).toEqual([])
    expect(await auditLogOf(shop().container, id)).toEqual([])
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
  })
})
