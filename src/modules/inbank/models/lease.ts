import { model } from "@medusajs/framework/utils"

/** Who may act at this moment. Taken and freed by SQL, see `LeaseStore` and `QueueStore.claimDue`. */
export const InbankLease = model.define("inbank_lease", {
  /**
   * What the lease is on: a payment collection, a button that is pressed for it, or a row of `inbank_session` that a
   * sweep works on.
   */
  id: model.text().primaryKey(),
  token: model.text(),
  /** Which run of which process, see `Boot`; nothing on a lease that an earlier version took. */
  holder: model.text().nullable(),
  until: model.dateTime(),
})
