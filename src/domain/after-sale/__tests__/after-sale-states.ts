import type { AfterSaleFacts } from "../after-sale"

const granted: AfterSaleFacts = {
  standing: "granted",
  terminated: false,
  approval: "capture",
  productType: "hire_purchase",
  refunds: "portal",
  payment: "authorized",
  orderCanceled: false,
  cancelable: true,
  rest: 0,
  currency: "EUR",
}
const captured: AfterSaleFacts = { ...granted, standing: "financed", payment: "captured", rest: 12_990 }
const byApi = {
  refunds: "api",
  withdrawable: true,
  part: { allowed: true, min: "1", max: "129.89" },
} as const

/** Where an order can stand, in words. docs/after-sale.md is drawn from it, and a real store is brought into each. */
export const AFTER_SALE_STATES = {
  granted: granted,
  "granted, goods packed": { ...granted, cancelable: false },
  "approved, contract not active yet": { ...granted, standing: "activating" },
  "cancelled at Inbank": { ...granted, standing: "refused", payment: "canceled" },
  paid: captured,
  'paid, `refunds: "api"`': { ...captured, ...byApi },
  'paid today, `refunds: "api"`': {
    ...captured,
    ...byApi,
    part: {
      allowed: false,
      notYet: { code: "part_from_day", values: { day: "2026-11-23" } },
    },
  },
  'paid, `refunds: "api"`, no way to confirm a return': { ...captured, ...byApi, part: undefined },
  'paid, `refunds: "api"`, no longer withdrawable': { ...captured, ...byApi, withdrawable: false },
  "paid, Pay next month": { ...captured, productType: "pay_next_month", approval: "none" },
  "paid, a part given back": { ...captured, rest: 9_990 },
  "paid, a refund under way": { ...captured, ...byApi, refundInProgress: "30.00" },
  "paid, all given back": { ...captured, rest: 0 },
  "paid, contract terminated in the Partner Portal": {
    ...captured,
    standing: "activating",
    terminated: true,
  },
  "order cancelled, contract cancelled": {
    ...granted,
    standing: "refused",
    payment: "canceled",
    orderCanceled: true,
    cancelable: false,
  },
  "order cancelled while paid, contract withdrawn since": {
    ...captured,
    standing: "activating",
    terminated: true,
    orderCanceled: true,
    cancelable: false,
  },
  "order cancelled by a merchant's own code while paid": {
    ...captured,
    orderCanceled: true,
    cancelable: false,
  },
} satisfies Record<string, AfterSaleFacts>

export type AfterSaleState = keyof typeof AFTER_SALE_STATES
