import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core"

/** Of a machine that has much else to do. */
const PATIENCE_MS = 60_000

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }

/** The Chromium that `npm test` has found or unpacked (test-kit/chromium.mjs). */
export async function launchChromium(): Promise<Browser> {
  const { CHROMIUM_PATH, CHROMIUM_LIBRARIES, CHROMIUM_FONTS } = process.env
  if (!CHROMIUM_PATH)
    throw new Error("Start browser tests by `npm run test:browser`: it looks for a Chromium.")
  return await chromium.launch({
    executablePath: CHROMIUM_PATH,
    env: {
      ...process.env,
      ...(CHROMIUM_LIBRARIES && { LD_LIBRARY_PATH: CHROMIUM_LIBRARIES }),
      ...(CHROMIUM_FONTS && { FONTCONFIG_PATH: CHROMIUM_FONTS }),
    },
    args: [
      "--headless",
      // Chromium refuses to run as root with its sandbox; it opens nothing but our own pages here.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  })
}

/** A person with a clean browser. */
export async function asPerson(
  browser: Browser,
  { phone = false },
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await cleanBrowser(browser, { phone })
  try {
    await inTab(context, visit)
  } finally {
    await context.close()
  }
}

/** A browser that nobody has used yet. */
export async function cleanBrowser(browser: Browser, { phone = false } = {}): Promise<BrowserContext> {
  const viewport = phone ? SIZES.phone : SIZES.desktop
  const context = await browser.newContext({ viewport, hasTouch: phone })
  context.setDefaultTimeout(PATIENCE_MS)
  return context
}

/** In a new tab of a browser. When the visit fails, what was seen is kept as a picture. */
export async function inTab(context: BrowserContext, visit: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage()
  try {
    await visit(page)
  } catch (error) {
    const path = join(tmpdir(), `inbank-browser-test-${Date.now()}.png`)
    await page.screenshot({ path, fullPage: true })
    throw new Error(`At ${page.url()}, seen in ${path}: ${String(error)}`, { cause: error })
  } finally {
    await page.close()
  }
}
