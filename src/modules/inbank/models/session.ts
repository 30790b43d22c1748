import { model } from "@medusajs/framework/utils"

/** A row is found by each of these. */
const FOUND_BY = [
  ...(["token_hash", "contract_uuid", "contract_number", "cart_id", "order_id"] as const),
  ...(["payment_session_id", "payment_collection_id", "payment_id"] as const),
]

/**
 * The mapping from one e-POS session at Inbank to a cart, its payment and its order in Medusa. It is also the queue:
 * `next_check_at` says when the row is checked next. Rows outlive Medusa's payment sessions and contain no personal
 * data.
 */
export const InbankSession = model
  .define("inbank_session", {
    /** Also Inbank's `purchaseReference`, so that a merchant finds one by the other. */
    id: model.text().searchable().primaryKey(),
    /** The provider's id in Medusa, e.g. `pp_inbank_ee`. */
    account_id: model.text(),
    shop_uuid: model.text(),
    environment: model.text(),
    product_code: model.text(),
    locale: model.text(),
    /** SHA-256 of the token in our callback and return addresses; the token itself is not stored. */
    token_hash: model.text(),

    rung_at: model.dateTime().nullable(),
    next_check_at: model.dateTime().nullable(),
    /** Consecutive checks that ended in an error. */
    failures: model.number().default(0),
    last_error: model.text().nullable(),
    /** Why the row is no longer open for its payment collection; null while it is open. */
    closed_reason: model.text().nullable(),
    /** Medusa's own sentence, when Inbank said yes and Medusa did not place the order. */
    order_refusal: model.text().nullable(),

    pos_session_uuid: model.text().searchable().nullable(),
    redirect_url: model.text().nullable(),
    contract_uuid: model.text().searchable().nullable(),
    contract_number: model.text().searchable().nullable(),
    /** Inbank's words, unknown ones included. */
    session_status: model.text().nullable(),
    contract_status: model.text().nullable(),
    /** Inbank's own total, major units, and currency, from GET /pos-sessions. */
    inbank_amount: model.text().nullable(),
    inbank_currency: model.text().nullable(),
    valid_until: model.dateTime(),
    /** When Inbank was asked for the last answer that we have. */
    checked_at: model.dateTime().nullable(),
    /** When we last saw a change of Inbank's words. */
    changed_at: model.dateTime().nullable(),

    payment_session_id: model.text().nullable(),
    payment_collection_id: model.text(),
    cart_id: model.text().searchable(),
    payment_id: model.text().nullable(),
    order_id: model.text().searchable().nullable(),

    /** Major units, whole cents. */
    amount: model.bigNumber(),
    /** ISO 4217, upper case. */
    currency: model.text(),
  })
  .indexes([
    // Two rows of one session at Inbank would be two orders for one contract.
    { on: ["pos_session_uuid"], unique: true },
    // Searched by the whole value and never sorted: hash indexes take half the space.
    ...FOUND_BY.map((column) => ({ on: [column], type: "hash" })),
    { on: ["next_check_at"], where: "next_check_at IS NOT NULL" },
    // For a merchant's list of the rare ones; among the common ones the newest are found by their ids.
    { on: ["account_id"] },
    {
      name: "IDX_inbank_session_not_ended",
      on: ["session_status"],
      where:
        "(session_status IS NULL OR session_status NOT IN ('completed', 'declined', 'cancelled', 'expired'))",
    },
    {
      name: "IDX_inbank_session_not_active",
      on: ["contract_status"],
      where: "session_status = 'completed' AND contract_status IS DISTINCT FROM 'activated'",
    },
    {
      name: "IDX_inbank_session_one_open",
      on: ["payment_collection_id", "account_id", "amount", "currency"],
      unique: true,
      where: "closed_reason IS NULL",
    },
  ])
