import { readFileSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { afterSale, type Act, type AfterSale, type AfterSaleFacts } from "../after-sale"
import type { AfterSaleCode } from "../sentences"
import { withTable } from "./after-sale-page"
import { AFTER_SALE_STATES } from "./after-sale-states"

const PAGE = resolve(__dirname, "../../../../docs/after-sale.md")
const { granted, paid } = AFTER_SALE_STATES
const byApi = AFTER_SALE_STATES['paid, `refunds: "api"`']

describe("What can be done after the sale", () => {
  it("stands in docs/after-sale.md as the code says it", () => {
    const page = readFileSync(PAGE, "utf8")
    if (process.env.DRAW_AFTER_SALE) writeFileSync(PAGE, withTable(page))
    expect(readFileSync(PAGE, "utf8")).toBe(withTable(page))
  })

  it("never offers a part that would leave nothing: that is a whole refund", () => {
    const part = (limits: AfterSaleFacts["part"], rest = byApi.rest) =>
      afterSale({ ...byApi, rest, part: limits }).refund_in_part
    expect(part({ allowed: true, max: "500" })).toMatchObject({ possible: true, max: "129.89" })
    expect(part({ max: "100" })).toMatchObject({ min: "0.01", max: "100.00" })
    expect(part({})).toMatchObject({ min: "0.01", max: "129.89" })
    expect(part({ min: "1" }, 101)).toMatchObject({ min: "1", max: "1.00" })
    expect(part({ min: "1" }, 100)).toMatchObject({ possible: false, code: "too_little_left" })
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

  it.each<[AfterSaleFacts["standing"], boolean, Cell, Cell, Cell]>([
    ["undecided", false, no("not_granted_yet"), yes("cancel", "nothing_to_cancel"), no("not_granted_yet")],
    [
      "granted",
      false,
      yes("capture", "approve_whole"),
      yes("cancel", "cancel_contract_then_order"),
      yes("cancel_contract", "cancel_contract_only"),
    ],
    ["activating", false, no("being_activated"), no("wait_until_captured"), no("wait_until_captured")],
    ["activating", true, no("terminated"), yes("cancel", "terminated_nothing_to_cancel"), no("terminated")],
    ["financed", false, no("financed"), no("just_paid"), no("just_paid")],
    ["refused", false, no("no_longer_financed"), yes("cancel", "nothing_to_cancel"), no("no_contract_left")],
  ])("of an order not yet paid, at %s (terminated: %s)", (standing, terminated, ...acts) => {
    const now = afterSale({ ...granted, standing, terminated })
    expect([now.approve, now.cancel, now.cancel_contract].map(cellOf)).toEqual(acts)
  })

  it.each<[string, Partial<AfterSaleFacts>, keyof AfterSale, Cell]>([
    ["costs something else now", { ...granted, totalChanged: true }, "approve", no("total_changed")],
    ["is being edited", { ...granted, changeOpen: true }, "cancel", no("order_change_open")],
    ["is being edited", { ...byApi, changeOpen: true }, "refund_in_full", no("order_change_open")],
    ["is being edited", { ...byApi, changeOpen: true }, "refund_in_part", no("order_change_open")],
    [
      "was cancelled while it was edited, its contract terminated",
      { ...byApi, changeOpen: true, orderCanceled: true, terminated: true },
      "refund_in_full",
      yes("record", "terminated_book_or_repaid_early"),
    ],
    [
      "is by Pay next month",
      { ...granted, productType: "pay_next_month" },
      "cancel_contract",
      no("cancel_in_portal"),
    ],
    ["is cancelled", { ...granted, orderCanceled: true }, "cancel_contract", no("canceled_contract_follows")],
    ["is paid and given back", { ...paid, rest: 0 }, "cancel", yes("cancel", "refunded_already")],
    ["is paid by API", byApi, "cancel", yes("cancel", "withdraw_then_order")],
    [
      "is paid, its contract terminated",
      { ...byApi, terminated: true },
      "cancel",
      yes("cancel", "terminated_book_then_order"),
    ],
    [
      "is paid by Pay next month",
      { ...byApi, productType: "pay_next_month" },
      "cancel",
      no("pay_next_month_by_hand"),
    ],
    [
      "has a contract that is not active",
      { ...byApi, standing: "activating" },
      "refund_in_full",
      no("not_active"),
    ],
    [
      "was cancelled after Pay next month paid it",
      { ...byApi, productType: "pay_next_month", orderCanceled: true },
      "refund_in_full",
      yes("record", "pay_next_month_by_hand"),
    ],
    [
      "is paid, refunds in the portal",
      { ...byApi, refunds: "portal" },
      "refund_in_part",
      yes("record", "part_by_hand"),
    ],
    [
      "is paid by Pay next month",
      { ...byApi, productType: "pay_next_month" },
      "refund_in_part",
      yes("record", "part_by_hand"),
    ],
    [
      "has a contract that allows no part",
      { ...byApi, part: { allowed: false } },
      "refund_in_part",
      no("part_not_allowed"),
    ],
  ])("of an order that %s", (_situation, facts, act, cell) => {
    expect(cellOf(afterSale({ ...paid, ...facts })[act])).toEqual(cell)
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

type Cell = [act: Act | "not", code: AfterSaleCode]

function yes(by: Act, code: AfterSaleCode): Cell {
  return [by, code]
}

function no(code: AfterSaleCode): Cell {
  return ["not", code]
}

function cellOf(possibility: AfterSale[keyof AfterSale]): Cell {
  return [possibility.possible ? possibility.by : "not", possibility.code]
}
