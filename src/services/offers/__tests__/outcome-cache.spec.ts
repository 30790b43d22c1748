import { CircuitOpen } from "../../../client"
import { NotAsked } from "../not-asked"
import { OutcomeCache } from "../outcome-cache"

const failing = (failure: Error) => async () => await Promise.reject(failure)

/** Answers when it is told to. */
function slowly() {
  const asked: { reconcile: (answer: object) => void; isKnown: boolean }[] = []
  const ask = async (_question: string, isKnown: boolean) =>
    await new Promise<object>((reconcile) => asked.push({ reconcile, isKnown }))
  return { asked, ask }
}

describe("What Inbank answered", () => {
  it("while somebody waits for it, and is told by somebody else, is still given to whoever waits (P7)", async () => {
    const { asked, ask } = slowly()
    const cache = new OutcomeCache<string, object>({ max: 10, ttl: 1_000, ask })
    const waiting = [cache.get("key", "?"), cache.get("key", "?")]
    cache.set("key", { from: "somebody else" })
    asked[0]?.reconcile({ from: "Inbank" })
    expect(await Promise.all(waiting)).toEqual([{ from: "Inbank" }, { from: "Inbank" }])
    expect(await cache.get("key", "?")).toEqual({ from: "somebody else" })
    expect(asked).toHaveLength(1)
  })

  it("is still given to whoever waits when many other questions have pushed it out meanwhile (P7)", async () => {
    const { asked, ask } = slowly()
    const cache = new OutcomeCache<string, object>({ max: 2, ttl: 1_000, ask })
    const waiting = ["one", "two", "three", "four"].map(async (key) => await cache.get(key, key))
    asked.forEach(({ reconcile }, index) => reconcile({ index }))
    expect(await Promise.all(waiting)).toEqual([0, 1, 2, 3].map((index) => ({ index })))
  })

  it.each([
    ["we did not ask", new NotAsked("too many")],
    [
      "the circuit was open",
      new CircuitOpen({
        kind: "unreachable",
        message: "",
        merchantMessage: "",
        request: { method: "GET", path: "/" },
      }),
    ],
  ])("is asked for again at once when %s (R150)", async (_title, ours) => {
    const ask = jest.fn(failing(ours))
    const cache = new OutcomeCache<string, object>({ max: 10, ttl: 1_000, ask })
    for (let time = 0; time < 2; time++) await expect(cache.get("key", "?")).rejects.toBe(ours)
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it("keeps its place, however many other questions Inbank refuses (R150)", async () => {
    const ask = jest.fn(async (question: string) =>
      question === "good" ? await Promise.resolve({ price: 1 }) : await failing(new Error("no"))(),
    )
    const cache = new OutcomeCache<string, object>({ max: 2, ttl: 60_000, ask })
    await cache.get("good", "good")
    for (let junk = 0; junk < 1_000; junk++) await cache.get(`${junk}`, "junk").catch(() => undefined)
    await cache.get("good", "good")
    await expect(cache.get("999", "junk")).rejects.toThrow("no")
    expect(ask).toHaveBeenCalledTimes(1_001)
  })

  it("is known as asked before when it is too old, also after it could not be asked anew", async () => {
    const { asked, ask } = slowly()
    let isBusy = false
    const cache = new OutcomeCache<string, object>({
      max: 10,
      ttl: 1,
      ask: async (question, isKnown) => {
        if (isBusy) throw new NotAsked("too many")
        return await ask(question, isKnown)
      },
    })
    const first = cache.get("key", "?")
    asked[0]?.reconcile({})
    await first
    await new Promise((resolve) => setTimeout(resolve, 10))
    isBusy = true
    await expect(cache.get("key", "?")).rejects.toThrow("too many")
    isBusy = false
    void cache.get("key", "?")
    expect(asked.map(({ isKnown }) => isKnown)).toEqual([false, true])
  })

  it("serves on where it may when it is too old: while it is asked for anew, and while that fails", async () => {
    let answer: () => Promise<object> = async () => await Promise.resolve({ version: 1 })
    const cache = new OutcomeCache<string, object>({
      max: 10,
      ttl: 1,
      ask: async () => await answer(),
      outlives: (failure) => failure instanceof NotAsked,
    })
    const version = async () => await cache.get("key", "?")
    await version()
    await new Promise((resolve) => setTimeout(resolve, 10))
    answer = failing(new NotAsked("away"))
    expect(await version()).toEqual({ version: 1 })
    expect(await version()).toEqual({ version: 1 })
  })
})
