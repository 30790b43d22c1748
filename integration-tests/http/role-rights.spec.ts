import { z } from "zod"
import { describeShop, loadedByStore } from "../support/shop"

const policySchema = z.object({ resource: z.string(), operation: z.string() })
const routeSchema = z.object({
  matcher: z.string(),
  method: z.union([z.string(), z.array(z.string())]).optional(),
  methods: z.array(z.string()).optional(),
  policies: z.array(policySchema).optional(),
})
const middlewaresSchema = z.object({ default: z.object({ routes: z.array(routeSchema) }) })

/** Our acts, and Medusa's own that do the same. */
const SAME_AS: [ours: string, file: string, list: string, theirs: string][] = [
  ["orders/:id/cancel-contract", "orders", "adminOrderRoutesMiddlewares", "/admin/orders/:id/cancel"],
  ["orders/:id/portal-refunds", "payments", "adminPaymentRoutesMiddlewares", "/admin/payments/:id/refund"],
  ["orders/:id/repaid-early", "payments", "adminPaymentRoutesMiddlewares", "/admin/payments/:id/refund"],
  ["refunds/:id/outcome", "payments", "adminPaymentRoutesMiddlewares", "/admin/payments/:id/refund"],
]

/**
 * Roles come with Medusa's Enterprise Edition, which nobody may run without a contract with Medusa: these tests read what
 * the routes ask for, and that Medusa asks for it is what `permissions.spec.ts` shows.
 */
describeShop("Where a store has roles,", () => {
  const policiesOf = (routes: z.output<typeof routeSchema>[], matcher: string) =>
    routes
      .filter((route) => route.matcher === matcher)
      .filter(({ method, methods }) => [method ?? [], methods ?? []].flat(2).includes("POST"))
      .flatMap(({ policies }) => policies ?? [])
  const ours = () =>
    middlewaresSchema.parse(loadedByStore("../../.medusa/server/src/api/middlewares.js")).default.routes
  const theirs = (file: string, list: string) =>
    z
      .object({ [list]: z.array(routeSchema) })
      .parse(loadedByStore(`@medusajs/medusa/api/admin/${file}/middlewares`))[list] ?? []

  it.each(SAME_AS)("%s asks for what Medusa's own act asks for", (path, file, list, matcher) => {
    const asked = policiesOf(theirs(file, list), matcher)
    expect(asked).toHaveLength(1)
    expect(policiesOf(ours(), `/admin/inbank/${path}`)).toEqual(asked)
  })

  it.each(["sessions/adopt", "problems/:id/clear"])("%s asks for the right to change payments", (path) => {
    expect(policiesOf(ours(), `/admin/inbank/${path}`)).toEqual([
      { resource: "payment", operation: "update" },
    ])
  })
})
