import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { InbankStore } from "../../src/modules/inbank/store"
import { describeShop } from "../support/shop"

/** What the database itself refuses: two who act at once have both read that they may. */
describeShop("The ledger of refunds", (shop) => {
  const CAPTURED = "100.00"
  const refunds = () =>
    new InbankStore(shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)).refunds
  const refundOf = (amount: string) => ({
    sessionId: "inbs_ledger",
    paymentId: "pay_ledger",
    contractUuid: null,
    amount,
    currency: "EUR",
    method: "portal" as const,
  })
  const by = (reference: string) => ({ recordedBy: "user_mari", reference })
  const record = async (amount: string, reference: string) =>
    await refunds().record(refundOf(amount), CAPTURED, by(reference))

  it("takes what was given back up to the cent that was captured, and nothing beyond it", async () => {
    expect(await record("60.00", "note 1")).toBe(true)
    expect(await record("40.01", "note 2")).toBe(false)
    expect(await record("40.00", "note 2")).toBe(true)
    expect(await record("0.01", "note 3")).toBe(false)
  })

  it("begins no refund whose amount was thought out before another one had ended", async () => {
    const returnedWhenRead = "0.00"
    expect(await record("60.00", "note 1")).toBe(true)
    expect(await refunds().begin(refundOf("50.00"), returnedWhenRead)).toBeUndefined()
    expect(await refunds().begin(refundOf("40.00"), "60.00")).toMatchObject({ status: "in_progress" })
  })

  it("begins one at a time", async () => {
    const begun = await Promise.all(
      Array.from({ length: 5 }, async () => await refunds().begin(refundOf("10.00"), "0.00")),
    )
    expect(begun.filter((refund) => refund !== undefined)).toHaveLength(1)
  })

  it("gives a refund that is under way into one hand at a time", async () => {
    const begun = await refunds().begin(refundOf("10.00"), "0.00")
    if (!begun) throw new Error("no refund was begun")
    expect(await refunds().claim(begun.id)).toBeUndefined()
    await refunds().letGo(begun, "Inbank did not answer.")
    const claims = await Promise.all([1, 2, 3].map(async () => await refunds().claim(begun.id)))
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1)
  })

  it("lets a reference be used again of which nothing was given back, and otherwise once", async () => {
    const begun = await refunds().begin(refundOf("10.00"), "0.00")
    if (!begun) throw new Error("no refund was begun")
    expect(await refunds().failed(begun, { statement: by("note 1") })).toBe(true)
    expect(await refunds().hasReference("inbs_ledger", "note 1")).toBe(false)
    expect(await record("10.00", "note 1")).toBe(true)
    expect(await refunds().hasReference("inbs_ledger", "note 1")).toBe(true)
    expect(await record("10.00", "note 1")).toBe(false)
  })
})
