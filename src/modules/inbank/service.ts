import { MedusaService } from "@medusajs/framework/utils"
import { InbankEvent, InbankLease, InbankProblem, InbankRefund, InbankSession } from "./models"

/** Medusa's own reads and lists over our tables. Writes that must be atomic go through `./store`. */
export class InbankModuleService extends MedusaService({
  InbankEvent,
  InbankLease,
  InbankProblem,
  InbankRefund,
  InbankSession,
}) {}
