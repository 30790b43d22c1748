import { eventually } from "../../test-kit/eventually"
import type { Shopper, StartedPayment } from "../../test-kit/shopper"
import { InbankStore } from "../../src/modules/inbank/store"
import { byForm, callbacksOf } from "../support/callback"
import { rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"

async function hasOrder({ shopper, payment }: { shopper: Shopper; payment: StartedPayment }): Promise<void> {
  await eventually(
    () => shopper.sessionStatus(payment),
    ({ order_id }) => order_id !== null,
    "the order",
  )
}

describeShop("A callback that the database cannot take", (shop) => {
  const { lostCallback, wasRung, ringsInTrail } = callbacksOf(shop)

  /** PostgreSQL itself refuses to write into the table, with this statement, for as long as `during` runs. */
  async function whilePostgresRaises(statement: string, during: () => Promise<void>): Promise<void> {
    const knex = shop().container.resolve("__pg_connection__")
    await knex.raw("create sequence refused_writes")
    await knex.raw(
      `create function refuse_write() returns trigger language plpgsql as $$ begin ${statement}; return new; end $$`,
    )
    await knex.raw(
      "create trigger refuse_write before insert on inbank_event for each row execute function refuse_write()",
    )
    try {
      await during()
    } finally {
      await knex.raw("drop trigger refuse_write on inbank_event")
      await knex.raw("drop function refuse_write")
      await knex.raw("drop sequence refused_writes")
    }
  }
  it("is answered with 503, leaves no half of a ring behind, and works when Inbank repeats it (R64)", async () => {
    const lost = await lostCallback()
    await whilePostgresRaises(
      "raise exception 'could not extend file: no space left on device'",
      async () => {
        for (let time = 0; time < 2; time += 1) {
          const answer = await byForm(lost.callback)
          expect([answer.status, await answer.text()]).toEqual([503, "try again later"])
        }
      },
    )
    expect(await wasRung(lost.shopper)).toBe(false)
    expect((await byForm(lost.callback)).status).toBe(200)
    await hasOrder(lost)
    expect(await ringsInTrail(lost.shopper)).toBe(1)
  })

  it("this once, because another transaction was in its way, is answered with 503 and works when repeated (R66)", async () => {
    const lost = await lostCallback()
    const once =
      "if nextval('refused_writes') = 1 then raise exception using errcode = 'serialization_failure'; end if"
    await whilePostgresRaises(once, async () => {
      expect((await byForm(lost.callback)).status).toBe(503)
      expect(await wasRung(lost.shopper)).toBe(false)
      expect((await byForm(lost.callback)).status).toBe(200)
      await hasOrder(lost)
    })
    expect(await shop().admin.orderCount()).toBe(1)
  })
})

describeShop("A callback that was answered", (shop) => {
  const { lostCallback, ringsInTrail } = callbacksOf(shop)

  it("has made its session due before anybody has looked: the next process finds it so if this one dies (R60)", async () => {
    const { shopper, payment, callback } = await lostCallback()
    const { faults } = shop().sandbox
    const uuid = payment.posSessionUuid
    const hanging = faults.add({ route: "GET /pos-sessions", uuid, kind: { type: "hang_before" } }).id
    const knex = shop().container.resolve("__pg_connection__")
    const row = knex("inbank_session").where({ cart_id: shopper.cartId })
    await row.clone().update({ next_check_at: knex.raw("now() + interval '1 hour'") })

    expect((await byForm(callback)).status).toBe(200)
    await faults.befallen(hanging)
    expect(await row.clone().where("next_check_at", "<=", knex.fn.now()).pluck("id")).toHaveLength(1)
    faults.release(hanging)
    await hasOrder({ shopper, payment })
  })

  it("makes one line in the audit log with all its copies that came at once, though the row was held up (R21)", async () => {
    const { shopper } = await lostCallback()
    const knex = shop().container.resolve("__pg_connection__")
    const { id } = await rowOfCart(shop().container, shopper.cartId)
    const { notifications } = new InbankStore(knex)
    const holding = await knex.transaction()
    await holding("inbank_session").where({ id }).forUpdate()
    const copies = [1, 2, 3, 4, 5].map(
      async () => await notifications.enqueueByCallback({ id }, ["pp_inbank_ee"], { status: "granted" }),
    )
    const waiting = knex("pg_stat_activity").where({ wait_event_type: "Lock" })
    await eventually(
      async () => await waiting.clone().pluck<number[]>("pid"),
      (pids) => pids.length > 0,
      "a copy to wait for the row",
    )
    await holding.commit()
    expect((await Promise.all(copies)).map((enqueued) => enqueued?.id)).toEqual(copies.map(() => id))
    expect(await ringsInTrail(shopper)).toBe(1)
  })
})
