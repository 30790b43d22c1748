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

export const config = defineWidgetConfig({ zone: "order.details.side", id: "medusa-payment-inbank:order" })
