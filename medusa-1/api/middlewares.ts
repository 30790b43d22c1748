import type { MiddlewaresConfig } from "@medusajs/medusa"
import { guardCartCompletion } from "../checkout/guard-cart-completion"

export const config: MiddlewaresConfig = {
  routes: [{ matcher: "/store/carts/:id/complete", method: ["POST"], middlewares: [guardCartCompletion] }],
}
