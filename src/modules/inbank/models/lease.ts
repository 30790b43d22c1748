import { model } from "@medusajs/framework/utils"

/** Who may act at this moment. Taken and freed by SQL, see `LeaseStore` and `QueueStore.claimDue`. */
export const InbankLease = model.define("inbank_lease", {
  /** Of what: a payment collection, a button being pressed for it, or a row of `inbank_session` that a sweep has in hand. */
  id: model.text().primaryKey(),
  token: model.text(),
  /** Which run of which process, see `Boot`; nothing on what an earlier version took. */
  holder: model.text().nullable(),
  until: model.dateTime(),
})
