import type { Guarded } from "../guarded-line"

/** Who may make this store ask Inbank, and that every such caller is heard. */
export const CALLBACKS: Guarded[] = [
  {
    file: "src/services/callbacks/handle-callback.ts",
    suites: ["http/callback-forgery", "http/callback-limits", "http/lost-callbacks"],
    lines: [
      ["isSignedByOneOf(callbackKeys(account), signed))", "true)", "R2|R3"],
      ['if (!signed && account?.callbackSignature === "optional")', "if (!signed)", "R1\\)"],
      ["if (!signed && account?.callback", "if (account?.callback"],
      ["signers.includes(account)) {", "signers.length > 0) {", "R7"],
      ["if (isSelfTest(signed)) return UNKNOWN", "", "read in a log"],
      [
        "return signers.some(({ id }) => id === row?.account_id) ? row : undefined",
        "return row",
        "enqueues nothing of ours",
      ],
      ["if (account) await callbackRejected(", "if (false) await callbackRejected(", "R14"],
    ],
  },
  {
    file: "src/api/hooks/inbank/[token]/route.ts",
    suites: ["http/callback-storage"],
    lines: [['res.status(503).send("try again later")', 'res.status(200).send("OK")', "R64"]],
  },
  {
    file: "src/services/callbacks/handle-callback.ts",
    suites: ["http/callback-storage", "http/order-lifecycle", "http/callback-repeats"],
    lines: [
      ['reconcileSoon(container, enqueued.id, "callback")', "", "although the customer never comes back"],
      ["if (await heard.wasJustHandled(signed, counted)) return ACCEPTED", "", "R154"],
      [
        "return row !== undefined && isNews(row, statusNamedIn(message), firstHeard)",
        "return true",
        "R154|minutes later",
      ],
    ],
  },
  {
    file: "src/modules/inbank/store/notification-store.ts",
    suites: ["http/callback-forgery", "http/callback-storage"],
    lines: [
      ["and account_id = any(?::text[]) and", "and (account_id = any(?::text[]) or true) and", "R7"],
      ["next_check_at = least(next_check_at, now()), updated_at", "updated_at", "R60"],
    ],
  },
  {
    file: "src/api/middlewares.ts",
    suites: ["http/callback-forgery"],
    lines: [
      ["bodyParser: { sizeLimit: CALLBACK_LIMIT },", "", "R9"],
      ["middlewares: [refuseHead, readWhatIsLeft],", "middlewares: [readWhatIsLeft],", "HEAD"],
      ["middlewares: [refuseHead, readWhatIsLeft],", "middlewares: [refuseHead],", "R9"],
    ],
  },
  {
    file: "src/services/checkout/customer-return.ts",
    suites: ["http/customer-back"],
    lines: [
      ["await reconcileBriefly(container, row.id, trigger, PAGE_MS)", "", "R25"],
      ["if (!(await stillLeadsOn(returning))) {", "if (false) {", "front page"],
      ['if (seconds) return { kind: "too_many", seconds }', "", "more than 60 times"],
    ],
  },
  {
    file: "src/api/permissions.ts",
    suites: ["http/permissions", "http/role-rights"],
    lines: [
      ['{ matcher: "/admin/inbank/*", policies: [SEES_PAYMENTS] },', "", "sees nothing"],
      ["policies: [policy],", "policies: [],", "asks for"],
    ],
  },
  {
    file: "src/services/checkout/take-for-completion.ts",
    suites: ["http/rough-checkout", "http/order-refused"],
    lines: [["if (left === undefined) return lease", "return lease"]],
  },
  {
    file: "src/api/guards/cart-completion.ts",
    suites: ["faults/two-processes"],
    lines: [["if (lease === undefined) return next(tryAgain())", "if (lease === undefined) return next()"]],
  },
]
