import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { customerReturn } from "../../services/checkout/customer-return"
import { pluginContext } from "../../services/context"
import { tooManyRequests } from "../too-many-requests"

const TOO_OFTEN =
  "This page was opened very often within a minute. Your payment is safe: please wait a minute, then reload the page."

/** The customer's browser comes here when e-POS ends, whatever the outcome. Nothing in the request is trusted. */
export function customerReturnRoute(trigger: "return" | "cancel") {
  return async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
    const plugin = pluginContext(req.scope)
    const result = await customerReturn(req.scope, plugin, { token: req.params.token, trigger })
    switch (result.kind) {
      case "redirect":
        res.redirect(303, result.address)
        return
      case "unknown":
        res.status(404).send("This payment is not known here. Please go back to the shop.")
        return
      case "too_many":
        tooManyRequests(res, result.seconds, TOO_OFTEN)
    }
  }
}
