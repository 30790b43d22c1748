import type { Browser, Page } from "playwright-core"
import { asPerson, launchChromium } from "./chromium"
import { RunningDemo } from "./running-demo"

const A_MONTH = /from €\d+\.\d\d a month/

/** It starts the whole demo. */
jest.setTimeout(300_000)

describe("The demo's storefront", () => {
  let demo: RunningDemo
  let browser: Browser
  const cleanUp: (() => Promise<void>)[] = []

  beforeAll(async () => {
    browser = await launchChromium()
    cleanUp.push(() => browser.close())
    demo = await RunningDemo.start()
    cleanUp.push(() => demo.discard())
    await demo.ready()
  })
  afterAll(async () => {
    for (const end of cleanUp.reverse()) await end()
  })

  it("lets a person buy in instalments: from the price a month to the thank-you page", async () => {
    await asPerson(browser, {}, async (page) => {
      await page.goto(demo.storefrontUrl)
      await page.getByTestId("monthly-city-bicycle").getByText(A_MONTH).waitFor()
      await checkOut(page, "city-bicycle")
      await page.getByTestId("method-inbank").click()
      expect(await textOf(page, "about-inbank")).toMatch(A_MONTH)
      await page.getByRole("button", { name: "Pay with Inbank" }).click()

      await page.locator("#sign").click()

      expect(await textOf(page, "order-number")).toMatch(/^#\d+$/)
      expect(await textOf(page, "order-total")).toBe("€473.40")
      await page.getByTestId("to-checkout").click()
      await page.getByText("Your cart is empty").waitFor()
    })
  })

  it("shows no price a month where Inbank has no offer, and says why at the checkout", async () => {
    await asPerson(browser, {}, async (page) => {
      await page.goto(demo.storefrontUrl)
      await page.getByText("a month").first().waitFor()
      expect(await textOf(page, "monthly-grand-piano")).toBe("")
      await checkOut(page, "grand-piano")
      expect(await textOf(page, "about-inbank")).toBe("Available for orders up to €10,000.00.")
      expect(await page.getByTestId("method-inbank").getByRole("radio").isDisabled()).toBe(true)
    })
  })

  it("brings a declined person back to their cart, to pay in another way (R105)", async () => {
    await asPerson(browser, { phone: true }, async (page) => {
      await goToEpos(page, "oak-dining-table")
      await page.locator("#sign").click()
      expect(await textOf(page, "outcome")).toBe("Inbank has declined the credit")

      await page.getByTestId("back-to-checkout").click()
      await page.getByTestId("method-invoice").click()
      expect(await textOf(page, "total")).toBe("€1,048.50")
      await page.getByRole("button", { name: "Place order" }).click()

      expect(await textOf(page, "order-total")).toBe("€1,048.50")
    })
  })

  it("brings a person who cancels at Inbank back to their cart, and lets them begin again", async () => {
    await asPerson(browser, { phone: true }, async (page) => {
      await goToEpos(page, "espresso-machine")
      await page.locator("#cancel").click()
      expect(await textOf(page, "outcome")).toBe("The payment was cancelled")

      await page.getByTestId("back-to-checkout").click()
      await page.getByTestId("method-inbank").click()
      await page.getByRole("button", { name: "Pay with Inbank" }).click()
      await page.locator("#sign").click()

      expect(await textOf(page, "order-total")).toBe("€292.50")
    })
  })

  it("says next to the method why Inbank cannot be used for a cart that grew in another tab", async () => {
    await asPerson(browser, {}, async (page) => {
      await page.goto(demo.storefrontUrl)
      await checkOut(page, "city-bicycle")
      const otherTab = await page.context().newPage()
      await otherTab.goto(demo.storefrontUrl)
      await otherTab.getByTestId("add-grand-piano").click()
      await otherTab.getByTestId("checkout").waitFor()

      await page.getByRole("button", { name: "Pay with Inbank" }).click()

      expect(await textOf(page, "payment-error")).toContain("Inbank instalments go up to 10000")
      expect(await page.getByRole("button", { name: "Pay with Inbank" }).isEnabled()).toBe(true)
    })
  })

  it("ends when it is told to, and leaves nothing behind", async () => {
    expect(await demo.stop()).toBe(130)
    expect(await demo.leftBehind()).toEqual([])
    await expect(fetch(demo.storefrontUrl)).rejects.toThrow()
  })

  async function goToEpos(page: Page, product: string): Promise<void> {
    await page.goto(demo.storefrontUrl)
    await checkOut(page, product)
    await page.getByTestId("method-inbank").click()
    await page.getByRole("button", { name: "Pay with Inbank" }).click()
  }
})

async function checkOut(page: Page, product: string): Promise<void> {
  await page.getByTestId(`add-${product}`).click()
  await page.getByTestId("checkout").click()
  await page.getByTestId("total").waitFor()
}

async function textOf(page: Page, testId: string): Promise<string> {
  return (await page.getByTestId(testId).innerText()).trim()
}
