import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "zod"
import { comeBack } from "../../test-kit/shopper"
import { sweep } from "../../src/services/reconcile/sweep"
import { runMaintenance } from "../../src/services/reconcile/maintenance"
import { fill } from "../support/filled-tables"
import { capturedOrder, paidOutOrder, placedOrder } from "../support/orders"
import { listen, tablesReadWhole, type Statement } from "../support/query-plans"
import { describeShop } from "../support/shop"

const READ_WHOLE_ON_PURPOSE = [
  // They hold no more rows than purchases are looked at in this moment.
  /^(delete from|update) inbank_lease .*(until <|token = any)/s,
  /^select distinct holder from inbank_lease /,
  // Up to ten thousand of all, or of a third: any way to count so many reads as much, and it ends there.
  /count\(\*\).*where \(s.deleted_at is null\) limit/,
  /count\(\*\).*session_status in \('declined', 'cancelled', 'expired'\)/,
]

describeShop("On tables of thirty thousand sessions", (shop) => {
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)

  it("every statement that the shop sends reads our tables by an index", async () => {
    await fill(knex(), { sessions: 30_000, due: 10 })
    await knex().raw(
      `insert into inbank_lease (id, token, until)
       select 'pay_col_' || i, 'of-another-process', now() + interval '1 hour' from generate_series(1, 5000) i`,
    )
    await knex().raw("vacuum analyze inbank_lease")
    const heard = listen(knex())
    await everythingOnce()
    const statements = heard.stop()
    expect(statements.filter(({ sql }) => sql.startsWith("with due as"))).not.toEqual([])
    expect(statements.length).toBeGreaterThan(60)

    const wrong: (Statement & { tables: string[] })[] = []
    for (const statement of statements) {
      if (READ_WHOLE_ON_PURPOSE.some((allowed) => allowed.test(statement.sql))) continue
      // For a person, about all that waits: only the leases are read once for all of it.
      const allowed = statement.sql.startsWith("with waiting as") ? ["inbank_lease"] : []
      const tables = (await tablesReadWhole(knex(), statement)).filter((table) => !allowed.includes(table))
      if (tables.length > 0) wrong.push({ ...statement, tables })
    }
    expect(wrong).toEqual([])
  }, 240_000)

  /** What customers, Inbank, the sweep and the merchant's people make the shop ask. */
  async function everythingOnce(): Promise<void> {
    const { admin, sandbox, container } = shop()
    const { order } = await placedOrder(shop())
    await admin.inbankOrder(order.id)
    await admin.cancelContract(order.id)
    const sale = await paidOutOrder(shop())
    await admin.refund(sale.order, 10)
    const portal = await capturedOrder(shop())
    await admin.recordPortalRefund(portal.order.id, { amount: 10, reference: "R-1" })

    const shopper = shop().shopper()
    await shopper.fillCart()
    const { posSessionUuid } = await shopper.startInbank()
    await shopper.startInbank()
    const { redirect } = await sandbox.customer.decline(posSessionUuid)
    await comeBack(redirect)
    await sandbox.idle()
    await sweep(container)
    await runMaintenance(container)

    const found = await admin.request("GET", `/admin/inbank/sessions?q=${order.id}`)
    const { sessions } = z.object({ sessions: z.tuple([z.object({ id: z.string() })]) }).parse(found.body)
    const standings = ["granted", "refused", "activating", "undecided"].map((word) => `?standing=${word}`)
    const searches = ["", "?account_id=pp_inbank_lv", "?problem=true", "?q=1", ...standings]
    for (const path of [
      ...searches.map((search) => `/admin/inbank/sessions${search}`),
      `/admin/inbank/sessions/${sessions[0].id}`,
      "/admin/inbank/problems",
      "/admin/inbank/approvals",
      "/admin/inbank/sweep",
      "/admin/inbank/accounts",
    ]) {
      const { status } = await admin.request("GET", path)
      expect([path, status]).toEqual([path, 200])
    }
  }
})
