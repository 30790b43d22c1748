import { readFileSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { afterSale } from "../after-sale"
import { withTable } from "./after-sale-page"
import { AFTER_SALE_STATES } from "./after-sale-states"

const PAGE = resolve(__dirname, "../../../docs/after-sale.md")
const { paid } = AFTER_SALE_STATES

describe("What can be done after the sale", () => {
  it("stands in docs/after-sale.md as the code says it", () => {
    const page = readFileSync(PAGE, "utf8")
    if (process.env.DRAW_AFTER_SALE) writeFileSync(PAGE, withTable(page))
    expect(readFileSync(PAGE, "utf8")).toBe(withTable(page))
  })

  it("never offers a part that would leave nothing: that is a whole refund", () => {
    const api = AFTER_SALE_STATES['paid, `refunds: "api"`']
    expect(afterSale({ ...api, part: { allowed: true, max: "500" } }).refund_in_part).toMatchObject({
      possible: true,
      max: "129.89",
    })
    expect(afterSale({ ...api, part: {} }).refund_in_part).toMatchObject({ min: "0.01", max: "129.89" })
  })

  it("offers no refund by API of what may share its contract with other purchases (R125)", () => {
    const later = afterSale(AFTER_SALE_STATES["paid, Pay next month"])
    expect([later.refund_in_full, later.refund_in_part]).toMatchObject([{ by: "record" }, { by: "record" }])
  })

  it("approves only what is granted and waits for the merchant", () => {
    const approvable = Object.entries(AFTER_SALE_STATES)
      .filter(([, facts]) => afterSale(facts).approve.possible)
      .map(([name]) => name)
    expect(approvable).toEqual(["granted", "granted, goods packed"])
    expect(afterSale({ ...AFTER_SALE_STATES.granted, approval: "none" }).approve.possible).toBe(false)
  })

  it("refunds nothing of what was given back or is not captured, and ends what was begun first", () => {
    for (const change of [{ rest: 0 }, { payment: "authorized" as const }]) {
      const { refund_in_full, refund_in_part } = afterSale({ ...paid, ...change })
      expect([refund_in_full.possible, refund_in_part.possible]).toEqual([false, false])
    }
    const begun = afterSale({ ...paid, refundInProgress: "30.00" })
    expect(begun).toMatchObject({
      refund_in_full: { possible: false },
      refund_in_part: { by: "refund", min: "30.00", max: "30.00" },
    })
  })
})
