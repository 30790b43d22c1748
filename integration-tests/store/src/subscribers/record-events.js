const { appendFileSync } = require("node:fs")

/** What a merchant's own subscribers would be told, a line each: a test reads it after this process is dead. */
async function recordEvents({ event: { name, data } }) {
  const { RECORDED_EVENTS } = process.env
  if (RECORDED_EVENTS) appendFileSync(RECORDED_EVENTS, `${JSON.stringify({ name, id: data.id })}\n`)
}

module.exports = {
  default: recordEvents,
  config: { event: ["order.placed", "payment.captured"], context: { subscriberId: "record-events" } },
}
