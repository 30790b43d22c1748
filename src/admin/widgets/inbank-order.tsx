import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { OrderCard } from "../order/order-card"

/** On Medusa's order page. */
export default function InbankOrder({ data }: { data: { id: string } }) {
  return <OrderCard orderId={data.id} />
}

export const config = defineWidgetConfig({ zone: "order.details", id: "medusa-payment-inbank:order" })
