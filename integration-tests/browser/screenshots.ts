import { mkdir, stat } from "node:fs/promises"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { AtInbank } from "./at-inbank"
import { launchChromium, SIZES } from "./chromium"
import { MerchantAtWork } from "./merchant-at-work"
import { RunningDemo } from "./running-demo"
import { Visit } from "./storefront-visit"

const IMAGES = join(__dirname, "../../docs/images")
const MOST_BYTES = 150_000

/** Who may be where in a picture. */
interface People {
  visit: Visit
  inbank: AtInbank
  merchant: MerchantAtWork
}

/** One picture: a person walks up to what is to be seen, and it is written to docs/images. */
interface Picture {
  name: string
  size: keyof typeof SIZES
  dark?: boolean
  /** All of the page, not only what fits into the window. */
  whole?: boolean
  /** Of the window, where the size's own would cut something off. */
  height?: number
  /** Only what this selector finds first. */
  part?: string
  walk: (people: People) => Promise<void>
}

const PICTURES: Picture[] = [
  {
    name: "shop-product",
    size: "desktop",
    walk: async ({ visit }) => {
      await visit.open("/ee/products/city-bicycle")
      await priceAMonth(visit.page)
    },
  },
  {
    name: "shop-instalments",
    size: "desktop",
    walk: async ({ visit }) => {
      await visit.open("/ee/products/city-bicycle")
      await priceAMonth(visit.page)
      await visit.page.getByTestId("instalments").getByRole("button").click()
      await visit.page.getByRole("dialog").waitFor()
    },
  },
  {
    name: "shop-checkout",
    size: "phone",
    walk: async ({ visit }) => {
      await visit.takeHome("city-bicycle")
      await visit.toCheckout()
      await visit.page.getByTestId("method-inbank").getByText("a month").waitFor()
      await visit.page.evaluate("document.querySelectorAll('fieldset')[2].scrollIntoView()")
    },
  },
  {
    name: "shop-waiting",
    size: "phone",
    walk: async ({ visit, inbank }) => {
      const uuid = await visit.buyUpToEpos("city-bicycle")
      await visit.page.goto(await inbank.returnAddressOf(uuid))
      await visit.outcome("Waiting for Inbank")
    },
  },
  {
    name: "shop-thank-you",
    size: "desktop",
    whole: true,
    walk: async ({ visit }) => {
      await visit.buyUpToEpos("city-bicycle")
      await visit.page.locator("#sign").click()
      await visit.page.getByTestId("order-number").waitFor()
    },
  },
  {
    name: "admin-order",
    size: "desktop",
    part: "[data-inbank]",
    height: 1_700,
    walk: async ({ merchant }) => {
      const { id } = await merchant.someoneBuys("city-bicycle")
      await merchant.logIn()
      await merchant.openOrder(id)
      await merchant.agreeTo("Approve")
      await merchant.sees("The contract is active.")
      // Without what was just told of the approval.
      await merchant.openOrder(id)
    },
  },
  ...[false, true].map((dark): Picture => ({
    name: dark ? "admin-inbank-dark" : "admin-inbank",
    size: "desktop",
    dark,
    walk: async ({ merchant }) => {
      const { id } = await merchant.someoneBuys("espresso-machine")
      await merchant.logIn()
      await merchant.openOrder(id)
      await merchant.agreeTo("Approve")
      await merchant.sees("The contract is active.")
      await merchant.withdrawInPortal()
      await merchant.openOrder(id)
      await merchant.someoneBuys("city-bicycle")
      await merchant.openInbank()
      await merchant.sees("Repaid early by the customer?")
    },
  })),
  {
    name: "admin-accounts",
    size: "desktop",
    walk: async ({ merchant }) => {
      await merchant.logIn()
      await merchant.openInbank("accounts")
      await merchant.sees("Check credentials")
      await merchant.page.getByRole("button", { name: "Check credentials" }).click()
      await merchant.page.getByRole("button", { name: "Test callback" }).click()
      await merchant.sees("accepts the credentials")
      await merchant.sees("arrived")
    },
  },
]

async function priceAMonth(page: Page): Promise<void> {
  await page.getByTestId("instalments").getByText("a month").waitFor()
}

async function take(
  { name, size, height, dark, whole, part, walk }: Picture,
  browser: Browser,
  demo: RunningDemo,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { ...SIZES[size], ...(height && { height }) },
    deviceScaleFactor: 1,
    locale: "en-GB",
    colorScheme: dark ? "dark" : "light",
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.emulateMedia({ reducedMotion: "reduce" })
  await walk({
    visit: new Visit(page, demo.storefrontUrl),
    inbank: new AtInbank(demo.sandboxUrl),
    merchant: new MerchantAtWork(demo, page),
  })
  const path = join(IMAGES, `${name}.png`)
  const still = { path, animations: "disabled", caret: "hide" } as const
  if (part) await page.locator(part).first().screenshot(still)
  else await page.screenshot({ ...still, fullPage: whole })
  await context.close()
  const { size: bytes } = await stat(path)
  if (bytes > MOST_BYTES) throw new Error(`${path} has ${bytes} bytes, more than ${MOST_BYTES}.`)
  process.stdout.write(`${path}  ${bytes} bytes\n`)
}

/** Starts the demo and takes all pictures, or those whose names begin with what is given. */
async function main(): Promise<void> {
  const [beginning = ""] = process.argv.slice(2)
  const browser = await launchChromium()
  const demo = await RunningDemo.start({ admin: true })
  try {
    await demo.ready()
    await mkdir(IMAGES, { recursive: true })
    for (const picture of PICTURES.filter(({ name }) => name.startsWith(beginning))) {
      await take(picture, browser, demo)
    }
  } finally {
    await demo.discard()
    await browser.close()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
