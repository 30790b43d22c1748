import { InbankEvents } from "../events"
import { emitEvent } from "../report"

const event = {
  name: InbankEvents.PROBLEM_OPENED,
  data: { kind: "do_not_ship", subject: "inbs_1" },
} as const

describe("Emitting an event to subscribers", () => {
  const warnings: string[] = []
  const logger = { warn: (line: string) => void warnings.push(line) }
  beforeEach(() => {
    warnings.length = 0
    jest.useFakeTimers()
  })
  afterEach(() => jest.useRealTimers())

  it("holds nobody up for long when the event bus never answers", async () => {
    const emitted = emitEvent(
      { events: { emit: async () => await new Promise(() => undefined) }, logger },
      event,
    )
    await jest.advanceTimersByTimeAsync(2_000)
    await emitted
    expect(warnings).toEqual([
      "Inbank: inbank.problem.opened could not be told: the event bus does not answer",
    ])
  })

  it("stops nobody when the event bus fails, and leaves no timer behind when it works", async () => {
    await emitEvent({ events: { emit: async () => await Promise.reject(new Error("away")) }, logger }, event)
    expect(warnings).toEqual(["Inbank: inbank.problem.opened could not be told: Error: away"])
    await emitEvent({ events: { emit: async () => undefined }, logger }, event)
    expect(warnings).toHaveLength(1)
    expect(jest.getTimerCount()).toBe(0)
  })
})
