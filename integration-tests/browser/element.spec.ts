import { join } from "node:path"
import axe from "axe-core"
import type { Browser, Page } from "playwright-core"
import { eventually } from "../../test-kit/eventually"
import { LANGUAGES } from "../../src/domain/languages"
import { asPerson, launchChromium } from "./chromium"
import { ElementShop, LEGAL, nothing, offer, offers } from "./element-shop"

const INSTALMENTS = '<inbank-instalments amount="129.90" currency="EUR"></inbank-instalments>'
const IN_PAGE = join(__dirname, "in-page.js")
const PRICE = "[part=price]"
const DETAILS = "[part=details]"
/** As docs/element.md tells: room is kept before the script has come, and where there is nothing to show. */
const RESERVING = "inbank-instalments { display: block; min-height: 1.5em; line-height: 1.5 }"

jest.setTimeout(120_000)

describe("The instalment element", () => {
  let browser: Browser
  let shop: ElementShop

  beforeAll(async () => {
    browser = await launchChromium()
    shop = await ElementShop.open()
  })
  afterAll(async () => {
    await browser.close()
    await shop.close()
  })

  /** A person on the page; nothing may be refused by the page's policy, and no script may fail. */
  async function onThePage(visit: (page: Page) => Promise<void>, phone = false): Promise<void> {
    await asPerson(browser, { phone }, async (page) => {
      const wrong: string[] = []
      page.on("pageerror", (error) => wrong.push(error.message))
      page.on("console", (line) => {
        if (/policy|trusted/i.test(line.text())) wrong.push(line.text())
      })
      await page.addInitScript({ path: IN_PAGE })
      await page.goto(shop.pageUrl)
      await visit(page)
      expect(wrong).toEqual([])
    })
  }

  const seen = async (page: Page) => await page.evaluate<[string, object][]>("inPage.seen")
  /** A page with a policy like this one's cannot be waited for from within: that would be eval. */
  const until = async (page: Page, condition: string) =>
    await eventually(() => page.evaluate<boolean>(condition), Boolean, condition)
  const untilSeen = async (page: Page, count = 1) => await until(page, `inPage.seen.length >= ${count}`)
  const untilAsked = async (count: number) =>
    await eventually(
      () => Promise.resolve(shop.asked.length),
      (asked) => asked >= count,
      `${count} questions to the store`,
    )
  const heightOf = async (page: Page, selector = "inbank-instalments") =>
    (await page.locator(selector).boundingBox())?.height ?? 0

  describe.each([...LANGUAGES])("in %s", (language) => {
    it("tells the price a month and the terms, with no violation that axe knows of", async () => {
      shop.show(INSTALMENTS, { lang: language })
      await onThePage(async (page) => {
        const money = (amount: number) =>
          new Intl.NumberFormat(language, { style: "currency", currency: "EUR" }).format(amount)
        const months = (count: number) =>
          new Intl.NumberFormat(language, { style: "unit", unit: "month", unitDisplay: "long" }).format(count)
        await page.locator(PRICE).waitFor()
        expect(await page.locator(PRICE).innerText()).toContain(money(11.27))
        expect(await violations(page)).toEqual([])

        await page.locator(DETAILS).click()
        const terms = page.getByRole("dialog")
        expect(await terms.getByRole("radio").count()).toBe(3)
        for (const period of [3, 6, 12]) await terms.getByLabel(months(period), { exact: true }).waitFor()
        for (const amount of [11.27, 135.24, 5.34])
          await terms.getByText(money(amount), { exact: true }).waitFor()
        expect(await terms.locator("[part=legal]").innerText()).toBe(LEGAL)
        expect(await terms.locator("[part=note]").innerText()).toContain("Inbank")
        expect(await violations(page)).toEqual([])
        expect(shop.asked.map((query) => query.get("language"))).toEqual([language])
      })
    })
  })

  it("speaks the language of its attribute, of the nearest lang, of the document, and English", async () => {
    const one = (attributes = "") => INSTALMENTS.replace("currency", `${attributes} currency`)
    shop.show(
      `${one('language="pl"')}<div lang="et-EE">${one()}</div><div lang="fi">${one()}</div>${one()}`,
      { lang: "lv" },
    )
    await onThePage(async (page) => {
      await page.locator(PRICE).nth(3).waitFor()
      expect(await page.locator(DETAILS).allInnerTexts()).toEqual([
        "Szczegóły",
        "Täpsemalt",
        "Details",
        "Sīkāk",
      ])
    })
  })

  it("shows annual rates, a down payment and a product's name where they are given, and no row where they are not", async () => {
    shop.show(INSTALMENTS)
    shop.answering = () =>
      offers({
        down_payment_amount: "20.00",
        total_cost: null,
        annual_rates: { interest: "0.119", credit_cost: "0.2511" },
        product_type: "split",
      })
    await onThePage(async (page) => {
      await page.locator(DETAILS).click()
      expect(await page.locator("[part=title]").innerText()).toBe("Inbank: Split into parts")
      expect((await page.locator("dl").innerText()).split("\n").filter(Boolean)).toEqual([
        ...["Monthly payment", "€11.27", "Down payment", "€20.00", "Payment day", "20"],
        ...["Cost of credit", "€5.34", "Interest rate a year", "11.9%", "Annual percentage rate", "25.11%"],
      ])
    })
  })

  it("is used with the keyboard alone: open, choose a period, stay inside, close, go on from where one was", async () => {
    shop.show(`${INSTALMENTS}<a href="#below">Next</a>`)
    shop.answering = (query) =>
      query.get("period") === "6" ? offers({ period: 6, monthly_payment: "22.15" }) : offers()
    await onThePage(async (page) => {
      await page.locator(PRICE).waitFor()
      await page.keyboard.press("Tab")
      await page.keyboard.press("Enter")
      expect(await focused(page)).toBe("12")
      await page.keyboard.press("ArrowUp")
      await page.getByText("€22.15").waitFor()
      expect(await page.locator("[aria-live=polite]").innerText()).toContain("€22.15")

      const places = []
      for (let step = 0; step < 4; step++) {
        await page.keyboard.press("Tab")
        places.push(await focused(page))
      }
      // Chromium's own window counts as one more place.
      expect([...new Set(places)].filter((place) => place !== "BODY").sort()).toEqual(["6", "Close"])

      await page.keyboard.press("Escape")
      expect(await page.getByRole("dialog").count()).toBe(0)
      expect(await focused(page)).toBe("Details")
      await page.keyboard.press("Tab")
      expect(await focused(page)).toBe("Next")
      expect(await page.locator(PRICE).innerText()).toBe("from €11.27 a month")
    })
  })

  it("shows figures of the period that is chosen and of no other, however late they come", async () => {
    shop.show(INSTALMENTS)
    let answerSix: (said: object) => void = () => undefined
    shop.answering = (query) => {
      if (query.get("period") === "6") return new Promise<object>((resolve) => (answerSix = resolve))
      return query.get("period") === "3" ? offers({ period: 3, monthly_payment: "43.90" }) : offers()
    }
    await onThePage(async (page) => {
      await page.locator(DETAILS).click()
      await page.getByLabel("6 months").check()
      expect(await page.getByText("€135.24").isVisible()).toBe(false)
      await page.getByLabel("3 months").check()
      await page.getByText("€43.90").waitFor()
      answerSix(offers({ period: 6, monthly_payment: "22.15" }))
      await page.waitForResponse(/period=6/)
      await page.evaluate("inPage.frames()")
      expect(await page.getByText("€22.15").count()).toBe(0)
      // Figures of another period than the one asked for are figures of none.
      shop.answering = () => offers({ period: 60 })
      await page.getByLabel("12 months").check()
      await page.locator("[aria-live]").getByText("Not available").waitFor()
    })
  })

  it("closes by its button and by a click beside it", async () => {
    shop.show(INSTALMENTS)
    await onThePage(async (page) => {
      await page.locator(DETAILS).click()
      await page.getByText("A preliminary calculation").click()
      await page.getByRole("button", { name: "Close" }).click()
      await page.locator(DETAILS).click()
      // A selection of text that ends beside it leaves it open.
      await page.getByText("A preliminary calculation").hover()
      await page.mouse.down()
      await page.mouse.move(5, 5)
      await page.mouse.up()
      expect(await page.getByRole("dialog").count()).toBe(1)
      await page.mouse.click(5, 5)
      expect(await page.getByRole("dialog").count()).toBe(0)
    }, true)
  })

  const noOffer = {
    provider_id: "pp_inbank_ee",
    product_type: "hire_purchase",
    currency_code: "eur",
    reason: "unavailable",
  } as const
  it.each<[string, () => object | number, object]>([
    ["nothing is on offer", () => nothing(noOffer), { noOffer }],
    [
      "the merchant has set no legal text for the language",
      () => offers({ legal_text: null }),
      { offer: offer({ legal_text: null }) },
    ],
    ["the store fails", () => 500, {}],
    ["the store answers with something else", () => ({ hello: "world" }), {}],
  ])("shows nothing when %s, and the page is told so", async (_case, answer, detail) => {
    shop.show(INSTALMENTS)
    shop.answering = answer
    await onThePage(async (page) => {
      await untilSeen(page)
      expect(await seen(page)).toEqual([["hidden", detail]])
      expect(await heightOf(page)).toBe(0)
      expect(await page.locator("main").innerText()).toBe("City bicycle\n\nTwo days to your door.")
      expect(await violations(page)).toEqual([])
    })
  })

  it("shows nothing without a price, of another account than the one it is for, or when nobody answers at the store's address", async () => {
    const away = "http://127.0.0.1:1"
    shop.show(
      ['currency="EUR"', 'amount="129.90" provider="pp_inbank_lv"', `amount="129.90" backend="${away}"`]
        .map((attributes) => `<inbank-instalments ${attributes}></inbank-instalments>`)
        .join(""),
    )
    await asPerson(browser, {}, async (page) => {
      await page.goto(shop.pageUrl)
      await page.locator("[state=empty]").nth(2).waitFor({ state: "attached" })
      expect(shop.asked).toHaveLength(1)
    })
  })

  it("says nothing at all while the store keeps silent, and keeps its line", async () => {
    shop.show(INSTALMENTS)
    shop.answering = () => undefined
    await onThePage(async (page) => {
      await untilAsked(1)
      expect(await heightOf(page)).toBe(24)
      expect(await page.locator(PRICE).isVisible()).toBe(false)
      expect(await page.locator(DETAILS).isVisible()).toBe(false)
      expect(await seen(page)).toEqual([])
    })
  })

  it("moves nothing on a page that keeps its line: not when the script comes late, not when the answer does, nor when there is none", async () => {
    expect(await layoutShift(() => offers(), RESERVING)).toBe(0)
    expect(await layoutShift(() => nothing(), RESERVING)).toBe(0)
    // Without that rule the measure sees the line come.
    expect(await layoutShift(() => offers(), "")).toBeGreaterThan(0)
  })

  it("takes a shop's looks by custom properties and parts", async () => {
    shop.show(INSTALMENTS, {
      css: `inbank-instalments { --inbank-color: rgb(1, 2, 3); --inbank-accent: rgb(4, 5, 6); --inbank-font: italic 20px serif;
          --inbank-background: rgb(250, 251, 252); --inbank-radius: 3px; --inbank-min-height: 50px }
        inbank-instalments::part(details) { letter-spacing: 2px } inbank-instalments::part(legal) { color: rgb(7, 8, 9) }`,
    })
    await onThePage(async (page) => {
      await page.locator(DETAILS).click()
      const style = async (selector: string, property: string) =>
        await page.evaluate<string>(`inPage.style("${selector}", "${property}")`)
      expect({
        price: await style(PRICE, "color"),
        font: [await style(PRICE, "font-style"), await style("[part=legal]", "font-family")],
        details: [await style(DETAILS, "color"), await style(DETAILS, "letter-spacing")],
        dialog: [await style("dialog", "background-color"), await style("dialog", "border-radius")],
        legal: await style("[part=legal]", "color"),
        height: await heightOf(page),
      }).toEqual({
        price: "rgb(1, 2, 3)",
        font: ["italic", "serif"],
        details: ["rgb(4, 5, 6)", "2px"],
        dialog: ["rgb(250, 251, 252)", "3px"],
        legal: "rgb(7, 8, 9)",
        height: 50,
      })
    })
  })

  it("asks once for a price that changes quickly, and takes the answer to the last question only", async () => {
    shop.show(INSTALMENTS)
    await onThePage(async (page) => {
      await untilSeen(page)
      let answerFirst: (said: object) => void = () => undefined
      shop.answering = (query) =>
        query.get("amount") === "200"
          ? new Promise<object>((resolve) => (answerFirst = resolve))
          : offers({ monthly_payment: "30.00" })
      await page.evaluate("inPage.changeAmount('140', '150', '160', '200')")
      // A price that is not the product's any more is not shown.
      expect(await page.locator(PRICE).isVisible()).toBe(false)
      await untilAsked(2)
      await page.evaluate("inPage.changeAmount('300')")
      await untilSeen(page, 2)
      answerFirst(offers({ monthly_payment: "20.00" }))
      await page.waitForResponse(/amount=200/)
      await page.evaluate("inPage.frames()")

      expect(await page.locator(PRICE).innerText()).toBe("from €30.00 a month")
      expect(shop.asked.map((query) => query.get("amount"))).toEqual(["129.90", "200", "300"])
    })
  })

  it("shares one request among all of a list that ask for the same price", async () => {
    const prices = Array.from({ length: 20 }, (_, place) => `${100 + (place % 4)}.00`)
    shop.show(prices.map((price) => INSTALMENTS.replace("129.90", price)).join(""))
    await onThePage(async (page) => {
      await page.locator(PRICE).nth(19).waitFor()
      expect(shop.asked.map((query) => query.get("amount")).sort()).toEqual([...new Set(prices)].sort())
    })
  })

  it("asks for a cart, again when it is told to, and for the account that costs least a month", async () => {
    shop.show('<inbank-instalments cart-id="cart_1"></inbank-instalments>')
    shop.answering = () => ({
      offers: [
        offer({ provider_id: "pp_inbank_split", monthly_payment: "43.30" }),
        offer({ monthly_payment: "9.99", legal_text: null }),
        offer({ monthly_payment: "11.27" }),
      ],
      not_offered: [],
    })
    await onThePage(async (page) => {
      await page.getByText("from €11.27 a month").waitFor()
      shop.answering = () => offers({ monthly_payment: "15.00" })
      await page.evaluate("inPage.element().refresh()")
      expect(await page.locator(PRICE).innerText()).toBe("from €15.00 a month")
      expect(shop.asked.map(String)).toEqual(Array(2).fill("cart_id=cart_1&language=en"))
      expect((await seen(page)).map(([name]) => name)).toEqual(["shown", "shown"])
    })
  })

  it("asks anew for a price that is known when it is told to, and asks again what was unavailable", async () => {
    shop.show(INSTALMENTS)
    await onThePage(async (page) => {
      await untilSeen(page)
      shop.answering = () => nothing(noOffer)
      await page.evaluate("inPage.element().refresh()")
      expect((await seen(page)).map(([name]) => name)).toEqual(["shown", "hidden"])
      shop.answering = () => offers({ monthly_payment: "15.00" })
      await page.evaluate("inPage.changeAmount('129.90')")
      await page.getByText("from €15.00 a month").waitFor()
      expect(shop.asked).toHaveLength(3)
    })
  })

  it("asks for the country that it is for", async () => {
    shop.show(INSTALMENTS.replace("currency", 'country="lv" currency'))
    await onThePage(async (page) => {
      await untilSeen(page)
      expect(shop.asked.map((query) => query.get("country"))).toEqual(["lv"])
    })
  })

  describe("as a tile in a list of payment methods", () => {
    const tileOf = (cart: string) =>
      `<inbank-method-tile cart-id="${cart}" currency=""><span slot="logo">LOGO</span></inbank-method-tile>`
    const range = {
      provider_id: "pp_inbank_ee",
      product_type: "hire_purchase",
      currency_code: "eur",
    } as const
    const away = 500
    const CASES: Record<string, { answer: object | number; state: string; name: string; line: string }> = {
      "a price": {
        answer: offers(),
        state: "shown",
        name: "Inbank: Instalments",
        line: "from €11.27 a month Details",
      },
      "next month's": {
        answer: offers({ product_type: "pay_next_month", monthly_payment: "129.90" }),
        state: "shown",
        name: "Inbank: Pay next month",
        line: "Pay next month: €129.90 Details",
      },
      "too cheap": {
        answer: nothing({ ...range, reason: "below_minimum", min_amount: "100.00" }),
        state: "unavailable",
        name: "Inbank: Instalments",
        line: "For purchases from €100.00",
      },
      "too dear": {
        answer: nothing({ ...range, reason: "above_maximum", max_amount: "10000.00" }),
        state: "unavailable",
        name: "Inbank: Instalments",
        line: "For purchases up to €10,000.00",
      },
      "too cheap in Poland": {
        answer: nothing({ ...range, currency_code: "pln", reason: "below_minimum", min_amount: "400.00" }),
        state: "unavailable",
        name: "Inbank: Instalments",
        line: "For purchases from PLN\u00a0400.00",
      },
      abroad: {
        answer: nothing({ ...range, reason: "country_not_supported", countries: ["lv"] }),
        state: "unavailable",
        name: "Inbank: Instalments",
        line: "Not available for this country",
      },
      "no legal text": {
        answer: offers({ legal_text: null }),
        state: "plain",
        name: "Inbank: Instalments",
        line: "You continue at Inbank",
      },
      "store away": { answer: away, state: "plain", name: "Inbank", line: "You continue at Inbank" },
    }

    it("says its name, and the price a month or why there is none, and no price without a legal text", async () => {
      shop.show(Object.keys(CASES).map(tileOf).join(""))
      shop.answering = (query) => CASES[query.get("cart_id") ?? ""]?.answer
      await onThePage(async (page) => {
        for (const [cart, { state, name, line }] of Object.entries(CASES)) {
          const tile = page.locator(`inbank-method-tile[cart-id="${cart}"]`)
          await page.locator(`inbank-method-tile[cart-id="${cart}"][state=${state}]`).waitFor()
          expect([
            await tile.locator("[part=name]").innerText(),
            (await tile.locator("[part=line]").innerText()).trim(),
          ]).toEqual([name, line])
          expect(await tile.getByText("LOGO").isVisible()).toBe(true)
        }
        expect(await violations(page)).toEqual([])
      })
    })

    it("has the terms with it, also in a label: to open them chooses no other method", async () => {
      shop.show(
        `<label><input type="radio" name="method" checked> Invoice</label><label><input type="radio" name="method">${tileOf("cart_1")}</label>`,
      )
      await onThePage(async (page) => {
        await page.locator(DETAILS).click()
        const terms = page.getByRole("dialog")
        const invoice = page.locator("input[name=method]").first()
        expect(await terms.locator("[part=legal]").innerText()).toBe(LEGAL)
        expect(await invoice.isChecked()).toBe(true)
        await terms.locator("[part=legal]").click()
        expect(await invoice.isChecked()).toBe(true)
        await terms.getByLabel("6 months").check()
        expect(await invoice.isChecked()).toBe(true)
        await page.mouse.click(5, 5)
        expect(await terms.count()).toBe(0)
        expect(await invoice.isChecked()).toBe(true)
        // The measure sees a click on the label itself.
        await page.getByText("LOGO").click()
        expect(await invoice.isChecked()).toBe(false)
      })
    })
  })

  async function layoutShift(answer: () => object, css: string): Promise<number> {
    shop.show(INSTALMENTS, { css })
    let [sendScript, sendAnswer] = [() => {}, () => {}]
    shop.scriptDelay = new Promise((resolve) => (sendScript = resolve))
    const answered = new Promise<object>((resolve) => (sendAnswer = () => resolve(answer())))
    shop.answering = () => answered
    let shift = NaN
    await asPerson(browser, {}, async (page) => {
      await page.addInitScript({ path: IN_PAGE })
      await page.goto(shop.pageUrl, { waitUntil: "commit" })
      await page.locator("#below").waitFor()
      await page.evaluate("inPage.frames()")
      sendScript()
      await until(page, "inPage.isDefined()")
      await page.evaluate("inPage.frames()")
      sendAnswer()
      await untilSeen(page)
      await page.evaluate("inPage.frames()")
      shift = await page.evaluate<number>("inPage.shift")
    })
    return shift
  }
})

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate<axe.Result[]>("axe.run().then(({ violations }) => violations)")
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)
}

async function focused(page: Page): Promise<string> {
  return await page.evaluate<string>("inPage.focused()")
}
