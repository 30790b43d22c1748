import { once } from "node:events"
import { createServer, type Server } from "node:http"
import { demoShop } from "../../src/sandbox"
import { asPerson, launchChromium } from "../browser/chromium"
import { otherShop } from "../support/inbank-shops"
import { describeShop } from "../support/shop"

const SECRETS = [demoShop.shopUuid, demoShop.apiKey, otherShop.shopUuid, otherShop.apiKey, "not-the-key"]

describeShop("The element that the store gives out", (shop) => {
  /** The storefront: another origin than the store's, which Medusa's `storeCors` names. */
  let storefront: Server
  let page = ""
  const storefrontUrl = () => `http://127.0.0.1:${shop().storefrontPort}`

  beforeAll(async () => {
    storefront = createServer((_request, response) =>
      response.setHeader("content-type", "text/html").end(page),
    )
    storefront.listen(shop().storefrontPort, "127.0.0.1")
    await once(storefront, "listening")
  })
  afterAll(() => storefront.close())

  const ask = async (headers: Record<string, string>) =>
    await fetch(`${shop().url}/inbank/element.js`, { headers })

  it("is a script for any origin, kept by browsers for a while and asked for anew by its tag", async () => {
    const first = await ask({ Origin: "https://shop.example.com" })
    expect(first.status).toBe(200)
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": "public, max-age=300, stale-while-revalidate=86400",
      "x-content-type-options": "nosniff",
      vary: expect.stringContaining("Accept-Encoding"),
    })
    const tag = first.headers.get("etag") ?? ""
    expect(tag).not.toBe("")
    const again = await ask({ "If-None-Match": tag, "Cache-Control": "max-age=0" })
    expect([again.status, await again.text()]).toEqual([304, ""])
    expect((await ask({ "If-None-Match": '"another"' })).status).toBe(200)
  })

  it("is sent gzipped to browsers that take it, and as it is to others", async () => {
    const zipped = await ask({ "Accept-Encoding": "gzip" })
    expect(zipped.headers.get("content-encoding")).toBe("gzip")
    const plain = await ask({ "Accept-Encoding": "identity" })
    expect(plain.headers.get("content-encoding")).toBeNull()
    // fetch has unpacked the first.
    expect(await zipped.text()).toBe(await plain.text())
  })

  it("shows a real store's price on a page of another origin, and the list of methods may be asked with the cart's id", async () => {
    const { url, seeded } = shop()
    page = `<!doctype html><html lang="et"><head><title>A shop</title>
      <script type="module" src="${url}/inbank/element.js"></script></head><body>
      <inbank-instalments amount="473.40" currency="EUR" publishable-key="${seeded.publishableKey}"></inbank-instalments>`
    const shopper = shop().shopper()
    await shopper.fillCart("Ceramic mug")
    const browser = await launchChromium()
    try {
      await asPerson(browser, {}, async (visitor) => {
        const answers: string[] = []
        visitor.on("response", (response) => {
          if (response.url().startsWith(url))
            void response.text().then(
              (text) => answers.push(text),
              () => undefined,
            )
        })
        await visitor.goto(storefrontUrl())
        await visitor.locator("[part=price]").waitFor()
        expect(await visitor.locator("[part=price]").innerText()).toMatch(/^alates \d+,\d\d\s€ kuus$/)
        await visitor.locator("[part=details]").click()
        await visitor.getByLabel("12 kuud").check()
        await visitor.getByText("Krediidiandja on Inbank AS.").waitFor()
        await visitor.getByText(/^4\d,\d\d\s€$/).waitFor()

        const ids = await visitor.evaluate<
          string[]
        >(`fetch("${url}/store/payment-providers?region_id=${seeded.regionId}", {
            headers: { "x-publishable-api-key": "${seeded.publishableKey}", "x-cart-id": "${shopper.cartId}" },
          }).then((answer) => answer.json()).then(({ payment_providers }) => payment_providers.map(({ id }) => id))`)
        expect(ids).toContain("pp_system_default")
        expect(ids).not.toContain("pp_inbank_ee")

        const received = answers.join("\n")
        expect(received).toContain("Krediidiandja")
        expect(SECRETS.filter((secret) => received.includes(secret))).toEqual([])
      })
    } finally {
      await browser.close()
    }
  })

  it("holds no secret, packed or not", async () => {
    const response = await ask({})
    const script = await response.text()
    expect(script).toContain("customElements")
    for (const secret of SECRETS) expect(script).not.toContain(secret)
  })
})
