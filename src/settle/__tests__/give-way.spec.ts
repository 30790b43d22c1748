import { answerFirst, giveWay } from "../give-way"

/** A caller whose answer takes until `done` is called. */
function caller() {
  const releases: (() => void)[] = []
  const answer = answerFirst(() => new Promise((resolve) => releases.push(resolve)))
  return { answer, done: () => releases.forEach((release) => release()) }
}

describe("A look in the background", () => {
  it("begins at once when nobody is being answered", async () => {
    const events: string[] = []
    const look = giveWay().then(() => events.push("look"))
    await look
    expect(events).toEqual(["look"])
  })

  it("lets everybody go first who is being answered", async () => {
    const events: string[] = []
    const [first, second] = [caller(), caller()]
    const look = giveWay().then(() => events.push("look"))
    first.done()
    await first.answer
    events.push("first answered")
    second.done()
    await second.answer
    events.push("second answered")
    await look
    expect(events).toEqual(["first answered", "second answered", "look"])
  })

  it("counts a caller no more whose answer failed", async () => {
    await expect(answerFirst(() => Promise.reject(new Error("the database is away")))).rejects.toThrow("away")
    await giveWay()
  }, 900)

  it("does not wait for ever for a flood to end", async () => {
    const flood = caller()
    await giveWay()
    flood.done()
    await flood.answer
  })
})
