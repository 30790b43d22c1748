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
    status: model.enum(["in_progress", "done", "failed"]).default("in_progress"),
    /** Inbank's draft contract version of a partial return. */
    version_uuid: model.text().nullable(),
    /** Who stated that the refund was made in the Partner Portal, and under which reference. */
    recorded_by: model.text().nullable(),
    reference: model.text().nullable(),
  })
  .indexes([
    { on: ["payment_id"] },
    {
      name: "IDX_inbank_refund_one_in_progress",
      on: ["session_id"],
      unique: true,
      where: "status = 'in_progress'",
    },
  ])
