import { model } from "@medusajs/framework/utils"

/** Who may act on a payment collection at this moment. Taken and freed by SQL, see `LeaseStore`. */
export const InbankLease = model.define("inbank_lease", {
  /** The payment collection's id. */
  id: model.text().primaryKey(),
  token: model.text(),
  until: model.dateTime(),
})
