import { defineLink } from "@medusajs/framework/utils"
import OrderModule from "@medusajs/medusa/order"
import InbankModule from "../modules/inbank"

/** Lets Query find the order of a session: `query.graph({ entity: "inbank_session", fields: ["order.*"] })`. */
export default defineLink(
  { linkable: InbankModule.linkable.inbankSession, field: "order_id" },
  OrderModule.linkable.order,
  { readOnly: true },
)
