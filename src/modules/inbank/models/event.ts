import { model } from "@medusajs/framework/utils"

/** Append-only trail of one session: who rang, what Inbank said, what we did. */
export const InbankEvent = model
  .define("inbank_event", {
    id: model.id({ prefix: "inbe" }).primaryKey(),
    session_id: model.text(),
    /** Who caused it: callback, return, sweep, an event of Medusa's, a hook. */
    source: model.text(),
    /** What happened: rang, observed, or a step that was carried out. */
    action: model.text(),
    before: model.text().nullable(),
    after: model.text().nullable(),
    detail: model.text().nullable(),
  })
  .indexes([
    { on: ["session_id"] },
    { on: ["created_at"] },
    { name: "IDX_inbank_event_callbacks", on: ["created_at"], where: "source = 'callback'" },
  ])
