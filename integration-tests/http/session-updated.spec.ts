import { Modules } from "@medusajs/framework/utils"
import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import type { InbankSessionUpdated } from "../../src/services/problems/events"
import { mustCapture, orderedByShopper } from "../support/ordered-by-shopper"
import { rowOfCart, auditLogOf } from "../support/rows"
import { describeShop } from "../support/shop"

const payload: z.ZodType<InbankSessionUpdated> = z.strictObject({
  id: z.string(),
  session_status: z.string().nullable(),
  contract_status: z.string().nullable(),
})

describeShop("The event inbank.session.updated", (shop) => {
  it("emits each change that the audit log knows, whoever saw it, the capture button too", async () => {
    const told: InbankSessionUpdated[] = []
    shop()
      .container.resolve(Modules.EVENT_BUS)
      .subscribe("inbank.session.updated", async ({ data }) => void told.push(payload.parse(data)))
    const placed = await orderedByShopper(shop())
    await mustCapture(shop(), placed)
    const { cartId } = placed

    const { id } = await rowOfCart(shop().container, cartId)
    const observed = (await auditLogOf(shop().container, id)).filter(({ action }) => action === "observed")
    expect(observed.map(({ source }) => source)).toContain("capture")
    await eventually(
      async () => told.length,
      (count) => count === observed.length,
      "every change to be told",
    )
    expect(told.map(inTheTrail).sort()).toEqual(observed.map(({ after }) => after).sort())
    expect(told.at(-1)).toEqual({ id, session_status: "completed", contract_status: "activated" })
  })
})

function inTheTrail({ session_status, contract_status }: InbankSessionUpdated): string {
  return [session_status, contract_status].filter(Boolean).join(", contract ")
}
