import type { Browser } from "playwright-core"
import { z } from "zod"
import { Merchant } from "../../demo/headless/merchant"
import { request } from "../../test-kit/http"
import type { AtInbank } from "./at-inbank"
import { asPerson } from "./chromium"
import { MERCHANT } from "./merchant-at-work"
import type { RunningDemo } from "./running-demo"
import { Visit } from "./storefront-visit"

/** What a person's page shows for each way in which a payment can end. */
export function outcomesAtInbank(
  scene: () => { demo: RunningDemo; browser: Browser; inbank: AtInbank },
): void {
  it("brings a declined person back to their cart, to pay in another way (R105)", async () => {
    await asPerson(scene().browser, { phone: true }, async (page) => {
      const visit = new Visit(page, scene().demo.storefrontUrl)
      await visit.buyUpToEpos("oak-dining-table")
      await page.locator("#sign").click()
      await visit.outcome("Inbank has declined the credit")
      expect(await visit.accessibilityFaults()).toEqual([])

      await page.getByTestId("next-other").click()
      expect(await visit.text("total")).toBe("€1,048.50")
      expect(await page.getByTestId("method-invoice").getByRole("radio").isChecked()).toBe(true)
      await visit.payByInvoice()

      expect(await visit.text("order-total")).toBe("€1,048.50")
      expect(await visit.text("paid-by")).toBe("Invoice, within 14 days")
    })
  })

  it("lets a person who cancelled at Inbank try a second time", async () => {
    await asPerson(scene().browser, { phone: true }, async (page) => {
      const visit = new Visit(page, scene().demo.storefrontUrl)
      const first = await visit.buyUpToEpos("espresso-machine")
      await page.locator("#cancel").click()
      await visit.outcome("The payment was cancelled")

      await page.getByTestId("next-tryAgain").click()
      expect(await visit.toEpos()).not.toBe(first)
      await page.locator("#sign").click()

      expect(await visit.text("order-total")).toBe("€292.50")
    })
  })

  it("waits with a person who comes back too early, and goes on by itself when Inbank has decided", async () => {
    await asPerson(scene().browser, { phone: true }, async (page) => {
      await page.clock.install()
      const visit = new Visit(page, scene().demo.storefrontUrl)
      const uuid = await visit.buyUpToEpos("city-bicycle")
      await page.goto(await scene().inbank.returnAddressOf(uuid))
      await visit.outcome("Waiting for Inbank")
      expect(await page.getByTestId("to-epos").getAttribute("href")).toContain(uuid)
      expect(await visit.accessibilityFaults()).toEqual([])
      await page.clock.fastForward("01:00")
      await page.getByText("This takes longer than usual.").waitFor()

      await scene().inbank.sign(uuid)

      await page.getByTestId("order-number").waitFor()
      expect(await visit.text("paid-by")).toBe("Inbank instalments")
    })
  })

  it("says that a payment has expired, and starts a new one", async () => {
    await asPerson(scene().browser, {}, async (page) => {
      const visit = new Visit(page, scene().demo.storefrontUrl)
      const uuid = await visit.buyUpToEpos("city-bicycle")
      await scene().inbank.expire()
      await page.reload()
      await page.locator("#back").click()

      await visit.outcome("The payment has expired")
      await page.getByTestId("next-tryAgain").click()
      expect(await visit.toEpos()).not.toBe(uuid)
    })
  })

  it("says why Medusa could not place the order, and places it when the person goes on after it was mended", async () => {
    const inbankEnabled = await regionOfMerchant(scene().demo)
    await asPerson(scene().browser, { phone: true }, async (page) => {
      const visit = new Visit(page, scene().demo.storefrontUrl)
      await visit.buyUpToEpos("city-bicycle")
      await inbankEnabled(false)
      try {
        await page.locator("#sign").click()
        await visit.outcome("Your order needs attention")
        expect(await visit.text("reason")).toContain("not enabled in the cart's region")
        expect(await visit.accessibilityFaults()).toEqual([])
      } finally {
        await inbankEnabled(true)
      }

      await page.getByTestId("next-details").click()
      await visit.toEpos()
      await page.locator("#back").click()

      expect(await visit.text("paid-by")).toBe("Inbank instalments")
    })
  })

  it("tells a person who changed the cart after leaving for Inbank that the contract was given up", async () => {
    await asPerson(scene().browser, {}, async (page) => {
      const visit = new Visit(page, scene().demo.storefrontUrl)
      await visit.buyUpToEpos("city-bicycle")
      const otherTab = new Visit(await page.context().newPage(), scene().demo.storefrontUrl)
      await otherTab.takeHome("ceramic-mug")

      await page.locator("#sign").click()

      await visit.outcome("Your cart was changed")
      await page.getByTestId("next-tryAgain").click()
      await visit.toEpos()
      await page.locator("#sign").click()
      expect(await visit.text("order-total")).toBe("€497.90")
    })
  })

  it("leads a person who paid otherwise meanwhile to that order (R91)", async () => {
    await asPerson(scene().browser, {}, async (page) => {
      const visit = new Visit(page, scene().demo.storefrontUrl)
      await visit.buyUpToEpos("espresso-machine")
      const otherTab = new Visit(await page.context().newPage(), scene().demo.storefrontUrl)
      await otherTab.open("/ee/checkout?pay=other")
      await otherTab.payByInvoice()

      await page.locator("#sign").click()

      await visit.outcome("Your order is already placed")
      await page.getByTestId("next-seeOrder").click()
      expect(await visit.text("order-number")).toBe(await otherTab.text("order-number"))
    })
  })

  it("tells the slower of two people who want the only armchair, and keeps the order of the faster", async () => {
    await asPerson(scene().browser, {}, async (slowerPage) => {
      const slower = new Visit(slowerPage, scene().demo.storefrontUrl)
      await slower.buyUpToEpos("restored-armchair")
      await asPerson(scene().browser, {}, async (page) => {
        const faster = new Visit(page, scene().demo.storefrontUrl)
        await faster.buyUpToEpos("restored-armchair")
        await page.locator("#sign").click()
        expect(await faster.text("order-total")).toBe("€643.50")
      })

      await slowerPage.locator("#sign").click()

      await slower.outcome("Somebody was faster")
      await slowerPage.getByTestId("next-changeCart").click()
      expect(await slower.text("goods-total")).toBe("€640.00")
    })
  })
}

/** The merchant takes Inbank out of the region's settings, and puts it back. */
async function regionOfMerchant(demo: RunningDemo): Promise<(isEnabled: boolean) => Promise<void>> {
  const config = z.object({ storeUrl: z.string(), regionId: z.string() })
  const { body } = await request("GET", `${demo.storefrontUrl}/config.json`, {})
  const { storeUrl, regionId } = config.parse(body)
  const merchant = await Merchant.logIn(storeUrl, MERCHANT)
  return async (isEnabled) => await merchant.enableForRegion(regionId, isEnabled)
}
