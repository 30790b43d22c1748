import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { OrderCard } from "../order/order-card"
import { Guarded } from "../parts/guarded"

/** Beside the order, where state and buttons are visible without scrolling. */
export default function InbankOrder({ data }: { data: { id: string } }) {
  return (
    <Guarded>
      <OrderCard medusaOrder={data} />
    </Guarded>
  )
}

export const config = defineWidgetConfig({
  // Dashboards before 2.18 know no `order.details.side`, and show nothing there; later ones take this for the same.
  zone: "order.details.side.before",
  id: "medusa-payment-inbank:order",
})
