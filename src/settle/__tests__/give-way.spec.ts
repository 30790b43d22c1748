import { answerFirst, giveWay } from "../give-way"

/** A caller whose answer takes until `done` is called. */
function caller() {
  const releases: (() => void)[] = []
  const answer = answerFirst(() => new Promise((resolve) => releases.push(resolve)))
  return { answer, done: () => releases.forEach((release) => release()) }
}

/** All that needs no time has happened. */
async function atOnce(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

/** A look and what has happened so far. */
function look(events: string[] = [], since = Date.now()) {
  return { events, ended: giveWay(since).then(() => events.push("look")) }
}

describe("A look in the background", () => {
  it("begins at once when nobody is being answered", async () => {
    const { events } = look()
    await atOnce()
    expect(events).toEqual(["look"])
  })

  it("lets everybody go first who is being answered", async () => {
    const [first, second] = [caller(), caller()]
    const { events, ended } = look()
    first.done()
    await first.answer
    events.push("first answered")
    second.done()
    await second.answer
    events.push("second answered")
    await ended
    expect(events).toEqual(["first answered", "second answered", "look"])
  })

  it("counts a caller no more whose answer failed", async () => {
    await expect(answerFirst(() => Promise.reject(new Error("the database is away")))).rejects.toThrow("away")
    const { events } = look()
    await atOnce()
    expect(events).toEqual(["look"])
  })

  it("waits no longer than a second for a flood to end, the time in the queue included", async () => {
    const flood = caller()
    const queued = look([], Date.now() - 1_000)
    await atOnce()
    expect(queued.events).toEqual(["look"])
    const fresh = look()
    await atOnce()
    expect(fresh.events).toEqual([])
    await fresh.ended
    flood.done()
    await flood.answer
  })
})
