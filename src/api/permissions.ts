import { PolicyOperation } from "@medusajs/framework/utils"

/** Medusa's words for what a person's role allows. */
interface Policy {
  resource: "order" | "payment" | "refund"
  operation: string
}

const SEES_PAYMENTS: Policy = { resource: "payment", operation: PolicyOperation.read }
const CHANGES_PAYMENTS: Policy = { resource: "payment", operation: PolicyOperation.update }
const CHANGES_ORDERS: Policy = { resource: "order", operation: PolicyOperation.update }
const MAKES_REFUNDS: Policy = { resource: "refund", operation: PolicyOperation.create }

/** Needed in addition to seeing payments, which each of our admin routes asks for. */
const ACTS: Record<string, Policy> = {
  "/admin/inbank/orders/:id/cancel-contract": CHANGES_ORDERS,
  "/admin/inbank/orders/:id/portal-refunds": MAKES_REFUNDS,
  "/admin/inbank/orders/:id/repaid-early": MAKES_REFUNDS,
  "/admin/inbank/refunds/:id/outcome": MAKES_REFUNDS,
  "/admin/inbank/sessions/adopt": CHANGES_PAYMENTS,
  "/admin/inbank/problems/:id/clear": CHANGES_PAYMENTS,
}

/**
 * What a role must allow, where the store has roles: the same rights as Medusa's own routes ask for the same acts.
 * Elsewhere every user of the admin may do everything, as everywhere in Medusa.
 * @see https://docs.medusajs.com/resources/enterprise/rbac
 */
export const permissionRoutes = [
  { matcher: "/admin/inbank/*", policies: [SEES_PAYMENTS] },
  ...Object.entries(ACTS).map(([matcher, policy]) => ({
    matcher,
    methods: ["POST" as const],
    policies: [policy],
  })),
]
