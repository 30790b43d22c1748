import type { Browser, BrowserContext, Page } from "playwright-core"
import { asPerson, cleanBrowser, inTab } from "./chromium"
import { MerchantAtWork } from "./merchant-at-work"
import type { RunningDemo } from "./running-demo"

/** What a person of the merchant's does in Medusa's admin of the running demo. */
export function merchantInAdmin(scene: () => { demo: RunningDemo; browser: Browser }): void {
  /** Logged in; it keeps the admin's scripts, as a merchant's own does. */
  let merchants: BrowserContext

  beforeAll(async () => {
    const { demo, browser } = scene()
    merchants = await cleanBrowser(browser)
    await inTab(merchants, async (page) => await new MerchantAtWork(demo, page).logIn())
  })
  afterAll(async () => await merchants.close())

  it("approves a contract on the order's page, and Medusa's own part of the page shows the capture", async () => {
    await atWork(async (merchant) => {
      const { id } = await merchant.someoneBuys("city-bicycle")
      await merchant.openOrder(id)
      await merchant.sees("The contract is granted. Inbank pays once it is approved.")
      await merchant.agreeTo("Approve")

      await merchant.sees("Approved. The payment is captured.")
      await merchant.sees("The contract is active. Inbank pays for the order.")
      await merchant.medusaSays("Captured")
      await merchant.sees("SANDBOX-")
      expect(await merchant.accessibilityFaults()).toEqual([])
    })
  })

  it("cancels an order on its page: the contract first, then the order", async () => {
    await atWork(async (merchant) => {
      const { id } = await merchant.someoneBuys("espresso-machine")
      await merchant.openOrder(id)
      await merchant.agreeTo("Cancel the order")

      await merchant.sees("The order is cancelled.")
      await merchant.sees("Inbank does not finance this order.")
      await merchant.medusaSays("Canceled")
      await merchant.seesOf("cancel", "The order is cancelled.")
    })
  })

  it("reads Medusa's own sentence when an act is refused, and nothing is changed", async () => {
    await atWork(async (merchant) => {
      const { id } = await merchant.someoneBuys("espresso-machine")
      await merchant.openOrder(id)
      await atWork(async (another) => {
        await another.openOrder(id)
        await another.agreeTo("Cancel the order")
        await another.sees("The order is cancelled.")
      })

      const approvals = await merchant.approvalsAtInbank()

      await merchant.agreeTo("Approve")

      const alert = merchant.page.getByRole("alert").filter({ hasText: "canceled" })
      await alert.waitFor()
      expect(await alert.innerText()).toMatch(/The payment: pay_\w+ has been canceled\./)
      expect(await merchant.approvalsAtInbank()).toBe(approvals)
    })
  })

  it("sees a problem that was met while looking, deals with it, and sees it vanish", async () => {
    await atWork(async (merchant) => {
      const { id } = await merchant.someoneBuys("city-bicycle")
      await merchant.openOrder(id)
      await merchant.agreeTo("Approve")
      await merchant.sees("Approved. The payment is captured.")
      await merchant.withdrawInPortal()

      await merchant.page.getByRole("button", { name: "Refresh" }).click()
      await merchant.sees("The contract is terminated at Inbank.")
      await merchant.openInbank()
      const listed = merchant.page.locator("[data-problem=contract_terminated]")
      await listed.waitFor()
      expect(await merchant.accessibilityFaults()).toEqual([])
      await listed.getByRole("link", { name: /Order #/ }).click()
      await merchant.agreeTo("Refund in full")
      await merchant.sees("Refunded.")

      await merchant.page.locator("[data-problem]").waitFor({ state: "detached" })
      await merchant.openInbank()
      await merchant.sees("No open problems.")
    })
  })

  it("tests credentials and callback of an account, and reads what is found", async () => {
    await atWork(async (merchant) => {
      await merchant.openInbank("accounts")
      await merchant.page.getByRole("button", { name: "Check credentials" }).click()
      await merchant.sees("Inbank accepts the credentials")
      await merchant.page.getByRole("button", { name: "Test callback" }).click()
      await merchant.sees("arrived")
      await merchant.sees("Inbank cannot reach it from outside")
      expect(await merchant.accessibilityFaults()).toEqual([])
    })
  })

  it("approves several waiting contracts at once, on a phone, with a result for each", async () => {
    await atWork(
      async (merchant) => {
        const orders = [
          await merchant.someoneBuys("city-bicycle"),
          await merchant.someoneBuys("espresso-machine"),
        ]
        await merchant.openInbank()
        for (const { number } of orders) {
          await merchant.page.getByRole("checkbox", { name: `Select Order ${number}` }).click()
        }
        expect(await merchant.accessibilityFaults()).toEqual([])
        await merchant.page.getByRole("button", { name: "Approve 2" }).click()
        await merchant.page.getByRole("button", { name: "Yes, do it" }).click()

        await merchant.page.locator("[data-outcome=approved]").nth(1).waitFor()
        await merchant.sees("No contract is waiting for approval.")
        const results = merchant.page.locator("[data-outcome=approved]")
        for (const { number } of orders) await results.filter({ hasText: number }).waitFor()
      },
      { elsewhere: "phone" },
    )
  })

  it("finds a purchase by its order's number and reads its audit log, without a mouse", async () => {
    await atWork(async (merchant) => {
      const { number } = await merchant.someoneBuys("city-bicycle")
      await merchant.openInbank("sessions")
      await merchant.page.getByRole("searchbox").focus()
      await merchant.page.keyboard.type(number.slice(1))
      const rows = merchant.page.locator("[data-inbank] tbody tr")
      await rows.filter({ hasText: number }).waitFor()
      await merchant.page.waitForFunction('document.querySelectorAll("[data-inbank] tbody tr").length === 1')
      expect(await merchant.accessibilityFaults()).toEqual([])

      await rows.getByRole("link").first().focus()
      await merchant.page.keyboard.press("Enter")

      await merchant.sees("Order placed")
      await merchant.approveInPortal()
      const refreshed = merchant.page.waitForResponse((response) => response.url().endsWith("/refresh"))
      await merchant.page.getByRole("button", { name: "Refresh" }).press("Enter")
      expect((await refreshed).status()).toBe(200)
      await merchant.sees("granted, now completed")
      expect(await merchant.accessibilityFaults()).toEqual([])
    })
  })

  it("leaves Medusa's page to the merchant when its own part cannot be shown (S8)", async () => {
    await atWork(async (merchant) => {
      const { page } = merchant
      await merchant.someoneBuys("espresso-machine")
      await merchant.openInbank("sessions")
      await page.route("**/admin/inbank/orders/*", async (route) => await route.fulfill({ json: {} }))

      await page
        .getByRole("link", { name: /Order #/ })
        .first()
        .click()
      await merchant.sees("Inbank's part of this page cannot be shown")
      await page.getByRole("heading", { name: /^#\d+$/ }).waitFor()

      await page.goBack()
      await page.getByRole("tab", { name: "Sessions", selected: true }).waitFor()
    })
  })

  it("speaks the admin's language, and Estonian and Latvian, which Medusa's own list lacks", async () => {
    await atWork(
      async (merchant) => {
        const tab = (name: string) => merchant.page.getByRole("tab", { name }).waitFor()
        await merchant.openInbank("accounts")
        await merchant.page.evaluate('localStorage.setItem("lng", "lt"); document.cookie = "lng=lt"')
        await merchant.page.reload()
        await tab("Apžvalga")
        for (const [name, overview] of [
          ["Eesti", "Ülevaade"],
          ["Latviešu", "Pārskats"],
        ] as const) {
          await merchant.page.getByRole("combobox").first().click()
          await merchant.page.getByRole("option", { name }).click()
          await tab(overview)
        }
        expect(await merchant.page.locator("[data-inbank]").getAttribute("lang")).toBe("lv")
        expect(await merchant.accessibilityFaults()).toEqual([])
      },
      { elsewhere: "desktop" },
    )
  })

  it("gives a part back at Inbank on the order's page, the day after", async () => {
    await atWork(async (merchant) => {
      const { id } = await merchant.someoneBuys("espresso-machine")
      await merchant.openOrder(id)
      await merchant.agreeTo("Approve")
      await merchant.sees("Approved. The payment is captured.")
      await merchant.seesOf("refund_in_part", "from the day after")
      await merchant.aDayPassesAtInbank()

      // The first question hangs: pressed again, Refresh asks once more.
      await merchant.page.route("**/admin/inbank/orders/*", () => undefined, { times: 1 })
      await merchant.page.getByRole("button", { name: "Refresh" }).click()
      await merchant.page.getByRole("button", { name: "Refresh" }).click()
      await merchant.page.locator("[data-choice=refund_in_part]").getByRole("button").click()
      const drawer = merchant.page.getByRole("dialog")
      await drawer.getByRole("textbox").fill("1000")
      await drawer.getByRole("button", { name: "Refund a part" }).click()
      await drawer.getByText("Enter an amount from").waitFor()
      expect(await merchant.accessibilityFaults()).toEqual([])
      await drawer.getByRole("textbox").fill("42,50")
      await drawer.getByRole("button", { name: "Refund a part" }).click()

      await merchant.sees("Refunded.")
      await merchant.page.locator("[data-refund=done]").getByText("€42.50").waitFor()
      await merchant.medusaSays("Partially refunded")
      await merchant.itIsTodayAtInbank()
    })
  })

  async function atWork(
    work: (merchant: MerchantAtWork) => Promise<void>,
    { elsewhere }: { elsewhere?: "phone" | "desktop" } = {},
  ): Promise<void> {
    const { demo, browser } = scene()
    const atAdmin = async (page: Page) => await work(new MerchantAtWork(demo, page))
    if (elsewhere === undefined) return await inTab(merchants, atAdmin)
    await asPerson(browser, { phone: elsewhere === "phone" }, async (page) => {
      await page.context().addCookies(await merchants.cookies())
      await atAdmin(page)
    })
  }
}
