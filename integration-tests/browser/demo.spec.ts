import type { Browser, Page } from "playwright-core"
import { AtInbank } from "./at-inbank"
import { asPerson, launchChromium } from "./chromium"
import { merchantInAdmin } from "./merchant-in-admin"
import { outcomesAtInbank } from "./outcomes-at-inbank"
import { RunningDemo } from "./running-demo"
import { Visit } from "./storefront-visit"

const A_MONTH = /from €\d+\.\d\d a month/

/** For the page: adds up how far its parts have moved without anybody having asked for it. */
const WATCH_WHAT_MOVES = `
  window.moved = 0
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) window.moved += value
  }).observe({ type: "layout-shift", buffered: true })`

/** For the page: what has changed is painted, and its layout shifts are counted. */
const TWO_FRAMES = `
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))`

/** It builds Medusa's admin and starts the whole demo, once for shoppers and merchant. */
jest.setTimeout(400_000)

describe("The demo", () => {
  let demo: RunningDemo
  let browser: Browser
  let inbank: AtInbank
  const cleanUp: (() => Promise<void>)[] = []

  beforeAll(async () => {
    browser = await launchChromium()
    cleanUp.push(() => browser.close())
    demo = await RunningDemo.start({ admin: true })
    cleanUp.push(() => demo.discard())
    await demo.ready()
    inbank = new AtInbank(demo.sandboxUrl)
  })
  afterAll(async () => {
    for (const end of cleanUp.reverse()) await end()
  })

  // First: the merchant finds a shop where nobody has left anything open.
  describe("to the merchant, in Medusa's admin,", () => merchantInAdmin(() => ({ demo, browser })))

  describe("to shoppers", () => {
    it.each([
      { size: "a phone", phone: true },
      { size: "a desktop", phone: false },
    ])(
      "lets a person on $size buy in instalments, from the product to the thank-you page",
      async ({ phone }) => {
        await asPerson(browser, { phone }, async (page) => {
          const refused = refusedByPolicy(page)
          const visit = new Visit(page, demo.storefrontUrl)
          const faults: string[] = []
          await visit.open()
          faults.push(...(await visit.accessibilityFaults()))
          await page.getByTestId("product-city-bicycle").click()
          await page.getByTestId("instalments").getByText(A_MONTH).waitFor()
          faults.push(...(await visit.accessibilityFaults()))
          await page.getByTestId("add").click()
          await page.getByTestId("added-to-cart").click()
          await page.getByTestId("instalments").getByText(A_MONTH).waitFor()
          faults.push(...(await visit.accessibilityFaults()))
          await visit.toCheckout()
          await page.getByTestId("method-inbank").getByText(A_MONTH).waitFor()
          faults.push(...(await visit.accessibilityFaults()))
          await visit.toEpos()

          await page.locator("#sign").click()

          expect(await visit.text("order-number")).toMatch(/^#\d+$/)
          expect(await visit.text("order-total")).toBe("€473.40")
          expect(await visit.text("paid-by")).toBe("Inbank instalments")
          expect(await visit.text("cart-count")).toBe("0")
          faults.push(...(await visit.accessibilityFaults()))
          expect(faults).toEqual([])
          expect(refused).toEqual([])
        })
      },
    )

    it("shows no price a month where Inbank has no offer, and says why at the checkout", async () => {
      await asPerson(browser, {}, async (page) => {
        const visit = new Visit(page, demo.storefrontUrl)
        await visit.open("/ee/products/grand-piano")
        await page.locator("inbank-instalments[state=empty]").waitFor({ state: "attached" })
        expect(await visit.text("instalments")).toBe("")
        await visit.takeHome("grand-piano")
        await visit.toCheckout()
        await page.getByTestId("method-inbank").getByText("For purchases up to €10,000").waitFor()
        expect(await page.getByTestId("method-inbank").getByRole("radio").isDisabled()).toBe(true)
        expect(await page.getByTestId("method-invoice").getByRole("radio").isChecked()).toBe(true)
      })
    })

    it("moves nothing on a product's page when the price a month arrives", async () => {
      await asPerson(browser, { phone: true }, async (page) => {
        await page.addInitScript(WATCH_WHAT_MOVES)
        const visit = new Visit(page, demo.storefrontUrl)
        await visit.open("/ee/products/espresso-machine")
        await page.getByTestId("instalments").getByText(A_MONTH).waitFor()
        await page.evaluate(TWO_FRAMES)
        expect(await page.evaluate("window.moved")).toBeLessThan(0.01)
      })
    })

    it("changes and empties the cart", async () => {
      await asPerson(browser, { phone: true }, async (page) => {
        const visit = new Visit(page, demo.storefrontUrl)
        await visit.takeHome("city-bicycle")
        await visit.takeHome("ceramic-mug")
        await page.getByRole("button", { name: "One more: Ceramic mug" }).click()
        await page.getByTestId("goods-total").getByText("€518.90").waitFor()
        expect(await visit.text("cart-count")).toBe("3")

        await page.getByRole("button", { name: "Remove: City bicycle" }).click()
        await page.getByTestId("goods-total").getByText("€49.00").waitFor()
        await page.getByRole("button", { name: "Remove: Ceramic mug" }).click()
        expect(await visit.text("empty")).toBe("Your cart is empty.")
        expect(await visit.accessibilityFaults()).toEqual([])
      })
    })

    it("speaks the person's language, also at Inbank and when they come back in another browser", async () => {
      let returnAddress = ""
      await asPerson(browser, {}, async (page) => {
        const visit = new Visit(page, demo.storefrontUrl)
        await visit.open()
        await page.getByTestId("language").selectOption("et")
        await page.getByText("Tehtud kestma.").waitFor()
        const uuid = await visit.buyUpToEpos("city-bicycle")
        expect(await inbank.localeOf(uuid)).toBe("et-ET")
        returnAddress = await inbank.returnAddressOf(uuid)
      })
      await asPerson(browser, {}, async (page) => {
        await page.goto(returnAddress)
        await new Visit(page, demo.storefrontUrl).outcome("Ootame Inbanki")
        expect(await page.locator("html").getAttribute("lang")).toBe("et")
        expect(new URL(page.url()).searchParams.get("locale")).toBe("et-ET")
      })
    })

    it("shows Inbank's part in a language that the shop itself does not speak", async () => {
      await asPerson(browser, {}, async (page) => {
        const visit = new Visit(page, demo.storefrontUrl)
        await visit.open("/ee/products/city-bicycle")
        await page.getByTestId("language").selectOption("lv")
        await page.getByTestId("instalments").getByText("mēnesī").waitFor()
        expect(await visit.text("add")).toBe("Add to cart")
        expect(await inbank.localeOf(await visit.buyUpToEpos("city-bicycle"))).toBe("lv-LV")
      })
    })

    outcomesAtInbank(() => ({ demo, browser, inbank }))

    it("believes nothing that stands in the address of the page people come back to", async () => {
      await asPerson(browser, {}, async (page) => {
        const visit = new Visit(page, demo.storefrontUrl)
        await visit.open(
          "/ee/checkout/inbank?status=granted&order_id=order_1&cart_id=cart_1&payment_session_id=payses_1",
        )
        await visit.outcome("This payment is not known")
        expect(await visit.accessibilityFaults()).toEqual([])
      })
    })

    it("says next to the method why Inbank cannot be used for a cart that grew in another tab", async () => {
      await asPerson(browser, {}, async (page) => {
        const visit = new Visit(page, demo.storefrontUrl)
        await visit.takeHome("city-bicycle")
        await visit.toCheckout()
        const otherTab = new Visit(await page.context().newPage(), demo.storefrontUrl)
        await otherTab.takeHome("grand-piano")

        await page.getByRole("button", { name: "Pay with Inbank" }).click()

        expect(await visit.text("payment-error")).toContain("Inbank instalments go up to 10000")
        expect(await page.getByRole("button", { name: "Pay with Inbank" }).isEnabled()).toBe(true)
        expect(await visit.accessibilityFaults()).toEqual([])
      })
    })
  })

  it("ends when it is told to, and leaves nothing behind", async () => {
    expect(await demo.stop()).toBe(130)
    expect(await demo.leftBehind()).toEqual([])
    await expect(fetch(demo.storefrontUrl)).rejects.toThrow()
  })
})

/** What the page's Content-Security-Policy refused, as the browser says it. */
function refusedByPolicy(page: Page): string[] {
  const refused: string[] = []
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) refused.push(message.text())
  })
  return refused
}
