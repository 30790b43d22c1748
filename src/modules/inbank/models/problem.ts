import { model } from "@medusajs/framework/utils"

/** Something a human must see. Opened once, cleared when its cause is gone. */
export const InbankProblem = model
  .define("inbank_problem", {
    id: model.id({ prefix: "inbp" }).primaryKey(),
    kind: model.text(),
    /** What it is about: a session's id, or an account's. */
    subject: model.text(),
    /** What to do about it, in a sentence. */
    remedy: model.text(),
    detail: model.text().nullable(),
    /** How often it was met since it opened, for those that are counted and not found by a pass. */
    occurrences: model.number().default(1),
    opened_at: model.dateTime(),
    cleared_at: model.dateTime().nullable(),
    /** Who said that it is dealt with; null when it was cleared because its cause is gone. */
    cleared_by: model.text().nullable(),
  })
  .indexes([
    { on: ["kind", "subject"], unique: true },
    { on: ["subject"], where: "cleared_at IS NULL" },
  ])
