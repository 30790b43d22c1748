import { mkdir, stat } from "node:fs/promises"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { AtInbank } from "./at-inbank"
import { launchChromium, SIZES } from "./chromium"
import { RunningDemo } from "./running-demo"
import { Visit } from "./storefront-visit"

const IMAGES = join(__dirname, "../../docs/images")
const MOST_BYTES = 150_000

/** One picture: a person walks up to what is to be seen, and it is written to docs/images. */
interface Picture {
  name: string
  size: keyof typeof SIZES
  /** All of the page, not only what fits into the window. */
  whole?: boolean
  walk: (visit: Visit, inbank: AtInbank) => Promise<void>
}

const PICTURES: Picture[] = [
  {
    name: "shop-product",
    size: "desktop",
    walk: async (visit) => {
      await visit.open("/ee/products/city-bicycle")
      await priceAMonth(visit.page)
    },
  },
  {
    name: "shop-instalments",
    size: "desktop",
    walk: async (visit) => {
      await visit.open("/ee/products/city-bicycle")
      await priceAMonth(visit.page)
      await visit.page.getByTestId("instalments").getByRole("button").click()
      await visit.page.getByRole("dialog").waitFor()
    },
  },
  {
    name: "shop-checkout",
    size: "phone",
    walk: async (visit) => {
      await visit.takeHome("city-bicycle")
      await visit.toCheckout()
      await visit.page.getByTestId("method-inbank").getByText("a month").waitFor()
      await visit.page.evaluate("document.querySelectorAll('fieldset')[2].scrollIntoView()")
    },
  },
  {
    name: "shop-waiting",
    size: "phone",
    walk: async (visit, inbank) => {
      const uuid = await visit.buyUpToEpos("city-bicycle")
      await visit.page.goto(await inbank.returnAddressOf(uuid))
      await visit.outcome("Waiting for Inbank")
    },
  },
  {
    name: "shop-thank-you",
    size: "desktop",
    whole: true,
    walk: async (visit) => {
      await visit.buyUpToEpos("city-bicycle")
      await visit.page.locator("#sign").click()
      await visit.page.getByTestId("order-number").waitFor()
    },
  },
]

async function priceAMonth(page: Page): Promise<void> {
  await page.getByTestId("instalments").getByText("a month").waitFor()
}

async function take(
  { name, size, whole, walk }: Picture,
  browser: Browser,
  demo: RunningDemo,
): Promise<void> {
  const context = await browser.newContext({ viewport: SIZES[size], deviceScaleFactor: 1, locale: "en-GB" })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.emulateMedia({ reducedMotion: "reduce" })
  await walk(new Visit(page, demo.storefrontUrl), new AtInbank(demo.sandboxUrl))
  const path = join(IMAGES, `${name}.png`)
  await page.screenshot({ path, animations: "disabled", caret: "hide", fullPage: whole })
  await context.close()
  const { size: bytes } = await stat(path)
  if (bytes > MOST_BYTES) throw new Error(`${path} has ${bytes} bytes, more than ${MOST_BYTES}.`)
  process.stdout.write(`${path}  ${bytes} bytes\n`)
}

/** Starts the demo and takes all pictures, or those whose names begin with what is given. */
async function main(): Promise<void> {
  const [beginning = ""] = process.argv.slice(2)
  const browser = await launchChromium()
  const demo = await RunningDemo.start()
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
