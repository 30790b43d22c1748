import { defineMiddlewares } from "@medusajs/framework/http"
import { guardCartCompletion } from "./guards/cart-completion"
import { guardOrderCancel } from "./guards/order-cancel"

/** A callback is a few hundred bytes: anything much larger is none. */
const CALLBACK_LIMIT = "16kb"

export default defineMiddlewares({
  routes: [
    { matcher: "/hooks/inbank/:token", methods: ["POST"], bodyParser: { sizeLimit: CALLBACK_LIMIT } },
    { matcher: "/inbank/return/:token", methods: ["POST"], bodyParser: { sizeLimit: CALLBACK_LIMIT } },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [guardCartCompletion] },
    { matcher: "/admin/orders/:id/cancel", methods: ["POST"], middlewares: [guardOrderCancel] },
  ],
})
