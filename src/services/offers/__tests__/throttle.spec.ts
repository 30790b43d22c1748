import { InbankError } from "../../../client"
import { parseAccount } from "../../../domain/account/account"
import { NotAsked } from "../not-asked"
import { throttled, type Asker, type Standing } from "../throttle"

let shops = 0
/** A shop that nobody has asked for yet. */
function newShop() {
  const account = parseAccount("pp_inbank_ee", {
    country: "ee",
    environment: "demo",
    shopUuid: `shop-${(shops += 1)}`,
    apiKey: "the-key",
    productCode: "hire_purchase",
    merchantDomainName: "shop.example.com",
    backendUrl: "https://api.shop.example.com",
    storefrontReturnUrl: "https://shop.example.com",
  })
  /** Names of questions, in the order in which Inbank was asked. */
  const asked: string[] = []
  const answers: (() => void)[] = []
  const ask = async (name: string, asker: Asker = { standing: "own" }) =>
    await throttled(account, asker, async () => {
      asked.push(name)
      await new Promise<void>((resolve) => answers.push(resolve))
    })
  return { account, asked, ask, answerNext: () => answers.shift()?.() }
}

const turn = async () => await new Promise((resolve) => setImmediate(resolve))
const outcome = async (asking: Promise<unknown>) =>
  await asking.then(
    () => "answered",
    (error: unknown) => (error instanceof NotAsked ? "not asked" : error),
  )

/** Inbank answers until all that are waiting have what they came for. */
async function allAnswered(answerNext: () => void, outcomes: Promise<unknown>[]): Promise<unknown[]> {
  const answering = setInterval(answerNext)
  return await Promise.all(outcomes).finally(() => clearInterval(answering))
}

describe("The questions of product pages", () => {
  it("that wait are asked in their turn, and none of them is turned away for whoever comes later (P7)", async () => {
    const { asked, ask, answerNext } = newShop()
    const first = Array.from({ length: 44 }, async (_, index) => await outcome(ask(`first ${index}`)))
    await turn()
    const later: Promise<unknown>[] = []
    for (let index = 0; index < 44; index++) {
      answerNext()
      // In the very moment in which a place gets free, and a moment after.
      for (let moment = 0; moment < 6; moment++) {
        later.push(outcome(ask("later")))
        await Promise.resolve()
      }
      await turn()
    }
    await allAnswered(answerNext, later)
    expect(new Set(await allAnswered(answerNext, first))).toEqual(new Set(["answered"]))
    expect(asked.slice(0, 44)).toEqual(Array.from({ length: 44 }, (_, index) => `first ${index}`))
  })

  it("for the store's own prices go before others, and find a place however many of those wait (R150)", async () => {
    const { asked, ask, answerNext } = newShop()
    const strays = Array.from({ length: 60 }, async () => await outcome(ask("stray", { standing: "stray" })))
    await turn()
    const later = (["chosen", "known", "own"] as const).map(async (standing: Standing) =>
      outcome(ask(standing, { standing })),
    )
    await turn()
    for (let next = 0; next < 3; next++) {
      answerNext()
      await turn()
    }
    expect(asked).toEqual(["stray", "stray", "stray", "stray", "own", "known", "chosen"])
    expect(await allAnswered(answerNext, later)).toEqual(["answered", "answered", "answered"])
    expect((await allAnswered(answerNext, strays)).filter((one) => one === "not asked")).toHaveLength(16)
  })

  it("that a visitor makes up are limited within a minute, by shop and by address; the store's own are not (R150)", async () => {
    const { account } = newShop()
    const ask = async (times: number, asker: Asker) => {
      const outcomes: unknown[] = []
      for (let time = 0; time < times; time++) {
        outcomes.push(await outcome(throttled(account, asker, async () => await Promise.resolve())))
      }
      return outcomes.filter((one) => one === "answered").length
    }
    expect(await ask(200, { standing: "stray", address: "203.0.113.7" })).toBe(120)
    expect(await ask(50, { standing: "chosen", address: "203.0.113.7" })).toBe(50)
    expect(await ask(100, { standing: "stray", address: "203.0.113.8" })).toBe(100)
    expect(await ask(100, { standing: "stray" })).toBe(20)
    expect(await ask(500, { standing: "known" })).toBe(500)
    expect(await ask(500, { standing: "own", address: "203.0.113.7" })).toBe(500)
  })

  it("rest while Inbank asks to wait, those too that were waiting already", async () => {
    const { account, asked, ask, answerNext } = newShop()
    const busy = new InbankError({
      kind: "rate_limited",
      message: "",
      merchantMessage: "",
      request: { method: "POST", path: "/" },
      retryAfterMs: 60_000,
    })
    const open = Array.from({ length: 3 }, async () => await outcome(ask("open")))
    const refused = outcome(throttled(account, { standing: "own" }, async () => await Promise.reject(busy)))
    const waiting = outcome(ask("waiting"))
    expect(await refused).toBe(busy)
    expect(await waiting).toBe("not asked")
    expect(await outcome(ask("later"))).toBe("not asked")
    for (let index = 0; index < 3; index++) answerNext()
    expect(await Promise.all(open)).toEqual(["answered", "answered", "answered"])
    expect(asked).toEqual(["open", "open", "open"])
  })
})
