import { model } from "@medusajs/framework/utils"

/**
 * Ledger of intended refunds, one row each: Medusa's own key changes at every retry
 * (https://github.com/medusajs/medusa/issues/16681), so it cannot tell a retry from a second refund.
 */
export const InbankRefund = model
  .define("inbank_refund", {
    id: model.id({ prefix: "inbr" }).primaryKey(),
    session_id: model.text(),
    payment_id: model.text(),
    contract_uuid: model.text().nullable(),
    /** Major units, whole cents. */
    amount: model.bigNumber(),
    currency: model.text(),
    /** `done`: the money is back at Inbank, whether Medusa has booked it or not. `failed`: nothing was given back. */
    status: model.enum(["in_progress", "done", "failed"]).default("in_progress"),
    /** How it is made at Inbank. */
    method: model.enum(["withdrawal", "partial_return", "portal"]),
    /** Inbank's draft contract version of a partial return: without its confirmation nothing was given back. */
    version_uuid: model.text().nullable(),
    /**
     * The most that Inbank let us return before the draft, major units: what is left afterwards shows whether it
     * counted.
     */
    limit_before: model.text().nullable(),
    /**
     * When the call that gives money back, the withdrawal or the confirmation, was first sent: since then it may have
     * happened.
     */
    sent_at: model.dateTime().nullable(),
    /** Who stated that the refund was made in the Partner Portal, and under which reference. */
    recorded_by: model.text().nullable(),
    reference: model.text().nullable(),
    /** Why it has not succeeded (yet), in a sentence. */
    last_error: model.text().nullable(),
  })
  .indexes([
    { on: ["payment_id"] },
    { on: ["session_id"] },
    {
      name: "IDX_inbank_refund_one_in_progress",
      on: ["session_id"],
      unique: true,
      where: "status = 'in_progress'",
    },
    {
      name: "IDX_inbank_refund_one_per_reference",
      on: ["session_id", "reference"],
      unique: true,
      where: "reference IS NOT NULL AND status <> 'failed'",
    },
  ])
