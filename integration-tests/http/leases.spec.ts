import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import { InbankStore } from "../../src/modules/inbank/store"
import { openProblems, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"

describeShop("A lease", (shop) => {
  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const store = () => new InbankStore(knex())

  async function held(id: string) {
    const lease = await store().leases.take(id)
    if (!lease) throw new Error("somebody else holds it")
    return lease
  }
  async function endsIn(id: string, seconds: number): Promise<void> {
    await knex()("inbank_lease")
      .where({ id })
      .update({ until: knex().raw("now() + make_interval(secs => ?)", [seconds]) })
  }
  async function secondsLeft(id: string): Promise<number> {
    const row = await knex()<{ id: string; until: Date }>("inbank_lease").where({ id }).first()
    return row ? (row.until.getTime() - Date.now()) / 1_000 : -Infinity
  }

  it("is renewed by itself as long as its process lives, until it is freed", async () => {
    const lease = await held("pay_col_long")
    await endsIn(lease.id, 15)
    await eventually(
      () => secondsLeft(lease.id),
      (seconds) => seconds > 20,
      "the lease to be renewed",
    )
    expect(await store().leases.take(lease.id)).toBeUndefined()
    await store().leases.free(lease)
    const next = await held(lease.id)
    await store().leases.free(next)
  })

  it("that ran out is not renewed any more, and gives way", async () => {
    const [lost, other] = [await held("pay_col_lost"), await held("pay_col_other")]
    await endsIn(lost.id, -1)
    await endsIn(other.id, 15)
    await eventually(
      () => secondsLeft(other.id),
      (seconds) => seconds > 20,
      "what is held to be renewed",
    )
    expect(await secondsLeft(lost.id)).toBeLessThan(0)
    expect(await store().leases.renew(lost)).toBe(false)
    const next = await held(lost.id)
    expect(await store().leases.renew(lost)).toBe(false)
    for (const lease of [next, other]) await store().leases.free(lease)
  })

  it.each([
    ["ran out", async (id: string) => await endsIn(id, -1)],
    ["was deleted by hand", async (id: string) => void (await knex()("inbank_lease").where({ id }).delete())],
  ])("that %s lets nothing be decided under it", async (_how, lose) => {
    const shopper = shop().shopper()
    await shopper.fillCart()
    await shopper.startInbank()
    const { id } = await rowOfCart(shop().container, shopper.cartId)
    const { problems, sessions, refunds } = store()
    const problem = { kind: "do_not_ship", subject: id, remedy: "" } as const
    const refund = await refunds.begin(
      {
        sessionId: id,
        paymentId: "pay_none",
        contractUuid: null,
        amount: "1.00",
        currency: "EUR",
        method: "withdrawal",
      },
      "0",
    )
    if (!refund) throw new Error("no refund")
    const lease = await held("pay_col_decides")
    for (const lost of [lease.id, refund.lease.id]) await lose(lost)

    await sessions.close(id, "cart_changed", { lease })
    expect(await rowOfCart(shop().container, shopper.cartId)).toMatchObject({ closed_reason: null })
    expect(await problems.open(problem, lease)).toBe(false)
    await problems.open(problem)
    expect(await problems.clearExcept(id, [problem.kind], [], lease)).toEqual([])
    expect(await openProblems(shop().container)).toEqual([problem.kind])
    const check = { lease, startedAt: new Date(), next: undefined }
    expect(await store().queue.finishCheck(id, check)).toBe(false)

    expect(await refunds.noteSent(refund)).toBe(false)
    expect(await refunds.noteDraft(refund, { versionUuid: "v", limitBefore: null })).toBe(false)
    expect(await refunds.failed(refund, {})).toBe(false)
    expect(await refunds.get(refund.id)).toMatchObject({ status: "in_progress", sent_at: null })
    // What was given back stays given back, whoever is at it.
    expect(await refunds.done(refund)).toBe(true)
  })
})
