import { HeardCallbacks, isNews } from "../heard-callbacks"

const message = { hmac: "00", timestamp: "1", message: "{}" }
const at = new Date("2026-11-30T10:00:00Z")

describe("A signed message", () => {
  afterEach(() => jest.restoreAllMocks())
  const minutesLater = (minutes: number) => {
    const later = Date.now() + minutes * 60_000
    jest.spyOn(Date, "now").mockReturnValue(later)
  }

  it("is handled once for all who send it at the same time, each of whom is told when that is stored", async () => {
    const heard = new HeardCallbacks()
    let stored: (at: Date) => void = () => undefined
    const store = jest.fn(() => new Promise<Date>((resolve) => (stored = resolve)))
    const handled = [1, 2, 3].map(() => heard.handle(message, "a", store))
    expect(heard.has(message)).toBe(false)
    stored(at)
    expect(await Promise.all(handled)).toEqual([true, true, true])
    expect(store).toHaveBeenCalledTimes(1)
    expect(heard.has(message)).toBe(true)
  })

  it("that could not be stored was handled for nobody: its sender is told so, and the next one is handled", async () => {
    const heard = new HeardCallbacks()
    const failing = async () => await Promise.reject(new Error("no database"))
    await expect(heard.handle(message, "a", failing)).rejects.toThrow("no database")
    expect(await heard.wasJustHandled(message, "a")).toBe(false)
    expect(await heard.handle(message, "a", async () => at)).toBe(true)
    expect(await heard.wasJustHandled(message, "a")).toBe(true)
  })

  it("that is for nobody is not remembered", async () => {
    const heard = new HeardCallbacks()
    expect(await heard.handle(message, "a", async () => undefined)).toBe(false)
    expect(heard.has(message)).toBe(false)
    expect(await heard.handle(message, "a", async () => at)).toBe(true)
  })

  it("that is for nobody says so to all who send it at the same time", async () => {
    const heard = new HeardCallbacks()
    let stored: (at: Date | undefined) => void = () => undefined
    const store = () => new Promise<Date | undefined>((resolve) => (stored = resolve))
    const handled = [1, 2].map(() => heard.handle(message, "a", store))
    stored(undefined)
    expect(await Promise.all(handled)).toEqual([false, false])
  })

  it("is handled again after a minute, with the time when it was first heard, and then not for another minute", async () => {
    const heard = new HeardCallbacks()
    const store = jest.fn(async (first?: Date) => await Promise.resolve(first ? undefined : at))
    await heard.handle(message, "a", store)
    minutesLater(1)
    expect(await heard.wasJustHandled(message, "a")).toBe(false)
    expect(await heard.handle(message, "a", store)).toBe(true)
    expect(await heard.wasJustHandled(message, "a")).toBe(true)
    expect(await heard.handle(message, "a", store)).toBe(true)
    expect(store.mock.calls).toEqual([[], [at]])
  })

  it("is another one for another target, and with another signature, time or content", async () => {
    const heard = new HeardCallbacks()
    await heard.handle(message, "a", async () => at)
    const others = [{ hmac: "01" }, { timestamp: "2" }, { message: "{ }" }]
    for (const other of others) expect(heard.has({ ...message, ...other })).toBe(false)
    expect(await heard.wasJustHandled(message, "b")).toBe(false)
  })
})

describe("A message that was heard before is news", () => {
  const before = new Date(at.getTime() - 1)
  const since = new Date(at.getTime() + 1)

  it.each<[string | null, Date | null, string | undefined, boolean]>([
    ["pending", null, "granted", true],
    ["granted", before, "granted", true],
    ["granted", since, "granted", false],
    ["completed", since, "granted", false],
    ["pending", since, "granted", true],
    [null, since, "granted", true],
    ["pending", since, undefined, false],
    ["pending", since, "never_heard_of", false],
  ])(
    "of a row that shows %s, looked at %s, when it says %s: %s",
    (session_status, checked_at, said, news) => {
      expect(isNews({ session_status, checked_at }, said, at)).toBe(news)
    },
  )
})
