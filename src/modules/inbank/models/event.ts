import { model } from "@medusajs/framework/utils"

/** Append-only audit log of one session: what notified us, what Inbank said, what we did. */
export const InbankEvent = model
  .define("inbank_event", {
    /**
     * Given by the database, ascending, and sorted after the ids of version 0.1, which begin with `inbe_`: the oldest
     * lines come first.
     */
    id: model.text().primaryKey(),
    session_id: model.text(),
    /** Who caused it: callback, return, sweep, an event of Medusa's, a hook. */
    source: model.text(),
    /** What happened: a notification (`rang`), an observation, or a step that was carried out. */
    action: model.text(),
    before: model.text().nullable(),
    after: model.text().nullable(),
    detail: model.text().nullable(),
  })
  .indexes([
    { on: ["session_id"] },
    // Finds the last days with an index of almost no size, because lines are appended in order of time. The oldest
    // lines are found by their ids.
    { on: ["created_at"], type: "brin" },
  ])
