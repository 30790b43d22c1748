import { defineMiddlewares } from "@medusajs/framework/http"
import { CALLBACK_LIMIT, readWhatIsLeft, refuseHead } from "./guards/callback-request"
import { guardCartCompletion } from "./guards/cart-completion"
import { guardOrderCancel } from "./guards/order-cancel"
import { guardPaymentAct } from "./guards/payment-act"
import { neverStored } from "./guards/never-stored"
import { orderChangeRoutes } from "./guards/order-changes"
import { permissionRoutes } from "./permissions"
import { showUsableMethods } from "./guards/usable-methods"

/** The addresses for Inbank and for the customers that it sends back. */
const FROM_INBANK = ["/hooks/inbank/:token", "/inbank/return/:token", "/inbank/cancel/:token"]

export default defineMiddlewares({
  routes: [
    ...[...FROM_INBANK, "/store/inbank/*", "/admin/inbank/*"].map((matcher) => ({
      matcher,
      middlewares: [neverStored],
    })),
    ...FROM_INBANK.map((matcher) => ({
      matcher,
      methods: ["GET" as const, "POST" as const],
      bodyParser: { sizeLimit: CALLBACK_LIMIT },
      middlewares: [refuseHead, readWhatIsLeft],
    })),
    { matcher: "/store/payment-providers", methods: ["GET"], middlewares: [showUsableMethods] },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [guardCartCompletion] },
    { matcher: "/admin/orders/:id/cancel", methods: ["POST"], middlewares: [guardOrderCancel] },
    { matcher: "/admin/payments/:id/capture", methods: ["POST"], middlewares: [guardPaymentAct("capture")] },
    { matcher: "/admin/payments/:id/refund", methods: ["POST"], middlewares: [guardPaymentAct("refund")] },
    ...orderChangeRoutes,
    ...permissionRoutes,
  ],
})
