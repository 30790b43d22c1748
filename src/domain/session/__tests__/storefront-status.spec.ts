import { isPaidWithoutOrder, storefrontStatus, type SessionForStorefront } from "../storefront-status"

const session = (change: Partial<SessionForStorefront>): SessionForStorefront => ({
  sessionStatus: "pending",
  contractStatus: null,
  productType: "hire_purchase",
  orderId: null,
  closedReason: null,
  orderRefusal: null,
  ...change,
})

describe("What a shopper's page is told", () => {
  it.each<[string, Partial<SessionForStorefront>, object]>([
    ["the customer is at e-POS", {}, { status: "pending" }],
    ["Inbank says a word nobody knows", { sessionStatus: "under_review" }, { status: "pending" }],
    ["Inbank said yes and the order is being placed", { sessionStatus: "granted" }, { status: "pending" }],
    ["the order is placed", { sessionStatus: "granted", orderId: "o" }, { status: "granted" }],
    [
      "the order is placed and the contract is being activated",
      { sessionStatus: "completed", contractStatus: "signed", orderId: "o" },
      { status: "granted" },
    ],
    [
      "the order is financed",
      { sessionStatus: "completed", contractStatus: "activated", orderId: "o" },
      { status: "completed" },
    ],
    ["Inbank declined", { sessionStatus: "declined", closedReason: "declined" }, { status: "declined" }],
    ["the session expired", { sessionStatus: "expired", closedReason: "expired" }, { status: "expired" }],
    [
      "the customer cancelled",
      { sessionStatus: "cancelled", closedReason: "cancelled" },
      { status: "cancelled" },
    ],
    [
      "the contract was given up for a changed cart",
      { sessionStatus: "cancelled", closedReason: "cart_changed" },
      { status: "cancelled", reason: "cart_changed" },
    ],
    [
      "the contract is being given up",
      { sessionStatus: "granted", closedReason: "paid_otherwise" },
      { status: "cancelled", reason: "paid_otherwise" },
    ],
    [
      "the cart became an order otherwise while the customer is at e-POS",
      { closedReason: "paid_otherwise" },
      { status: "cancelled", reason: "paid_otherwise" },
    ],
    [
      "Inbank has paid what was to be given up",
      { sessionStatus: "completed", contractStatus: "activated", closedReason: "paid_otherwise" },
      { status: "pending" },
    ],
    [
      "the contract was terminated before there was an order",
      { sessionStatus: "completed", contractStatus: "terminated", closedReason: "terminated" },
      { status: "cancelled", reason: "terminated" },
    ],
    [
      "Inbank cancelled after the order was placed",
      { sessionStatus: "cancelled", closedReason: "cancelled", orderId: "o" },
      { status: "cancelled" },
    ],
    [
      "Medusa would not place the order",
      { sessionStatus: "granted", orderRefusal: "No shipping method selected" },
      { status: "action_needed", reason: "No shipping method selected" },
    ],
    ...(["unknown", "refused", "account_changed"] as const).map(
      (closedReason): [string, Partial<SessionForStorefront>, object] => [
        `the session could not be started (${closedReason})`,
        { sessionStatus: null, closedReason },
        { status: "expired", reason: "not_started" },
      ],
    ),
    ["a newer session took its place", { closedReason: "outlived" }, { status: "pending" }],
    ["it was adopted after a restore", { closedReason: "adopted" }, { status: "pending" }],
  ])("when %s", (_situation, change, told) => {
    expect(storefrontStatus(session(change))).toEqual(told)
  })
})

describe("A purchase that Inbank has paid, or is about to, and no order stands for", () => {
  it.each<[string, Partial<SessionForStorefront>, boolean]>([
    ["undecided", {}, false],
    ["granted", { sessionStatus: "granted" }, false],
    ["being activated", { sessionStatus: "completed", contractStatus: "signed" }, true],
    ["paid", { sessionStatus: "completed", contractStatus: "activated" }, true],
    ["paid, with an order", { sessionStatus: "completed", contractStatus: "activated", orderId: "o" }, false],
    ["cancelled", { sessionStatus: "cancelled" }, false],
  ])("is known: %s", (_situation, change, known) => {
    expect(isPaidWithoutOrder(session(change))).toBe(known)
  })
})
