import type { Guarded } from "../guarded-line"

/** A lost session is never taken for another purchase, price, product or cart. */
export const ADOPTION: Guarded[] = [
  {
    file: "src/services/merchant/adopt-session.ts",
    suites: ["http/adoption-refused", "http/adoption.spec"],
    lines: [
      ["if (row.account_id !== account.id)", "if (false)"],
      ["if (uuid !== null && uuid !== session.uuid)", "if (false)"],
      ["refuseOtherPrice(row, priceOf(session, account))", ""],
      ["if (reference !== undefined && id !== reference) {", "if (false) {"],
      [
        "if (!(await adoptions.giveCart(row.id, cart))) {",
        "if ((await adoptions.giveCart(row.id, cart)) && false) {",
        "given up",
      ],
    ],
  },
  {
    file: "src/services/merchant/lost-session.ts",
    suites: ["http/adoption-refused"],
    lines: [
      ["if (SessionStore.isId(reference)) return reference", "return reference"],
      ["|| said === stated) return said ?? stated", "|| true) return said ?? stated"],
      ["|| productCode === account.productCode) return", "|| true) return"],
      ["if (totalAmount === undefined) {", "if (false) {"],
      ["if (currency !== undefined && !sameCurrency(currency, account.currency)) {", "if (false) {"],
    ],
  },
  {
    file: "src/services/merchant/named-cart.ts",
    suites: ["http/adoption-refused"],
    lines: [
      ["if (!sameAmount(cart.total, price.amount) ||", "if (false ||", "both figures"],
      ["if (otherPayment) {", "if (false) {", "another method has paid"],
      ["if (otherMethod === undefined) return", "return", "another method has paid"],
    ],
  },
  {
    file: "src/modules/inbank/store/adoption-store.ts",
    suites: ["http/adoption.spec"],
    lines: [
      [".where(notAbandoned)\n", "\n", "given up"],
      ['closed_reason: "adopted" satisfies CloseReason,', "", "nobody is sent to it a second time"],
    ],
  },
]
