import { html } from "../epos/html"
import { startSandbox, type Sandbox } from "../index"
import { openSession, startShopServer, type ShopServer } from "./support"

interface Page {
  readonly status: number
  readonly text: string
  readonly location: string | null
}

describe("The hosted e-POS page", () => {
  let sandbox: Sandbox
  let shop: ShopServer
  beforeAll(async () => {
    sandbox = await startSandbox()
    shop = await startShopServer()
  })
  beforeEach(() => {
    shop.received.length = 0
    sandbox.reset()
  })
  afterAll(() => Promise.all([sandbox.close(), shop.close()]))

  const visit = async (path: string, form?: Record<string, string>): Promise<Page> => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method: form ? "POST" : "GET",
      body: form ? new URLSearchParams(form) : undefined,
      redirect: "manual",
    })
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get("location"),
    }
  }
  const open = (changes = {}): Promise<string> => openSession(sandbox, changes, shop.url)

  it("shows the purchase, the plans with their monthly payments, and that it is no bank", async () => {
    const uuid = await open({ totalAmount: 1000 })
    const { status, text } = await visit(`/epos/${uuid}`)

    expect(status).toBe(200)
    expect(text).toContain('<html lang="en">')
    expect(text).toContain("Inbank sandbox – not a bank")
    for (const shown of [
      "shop.example.com",
      "€1,000.00",
      "EUR",
      "cart_01",
      "Hire Purchase",
      "€88.80 a month",
    ]) {
      expect(text).toContain(shown)
    }
    for (const id of ["sign", "decline", "cancel", "apply"]) expect(text).toContain(`id="${id}"`)
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  it("checks the default plan until the customer chooses another", async () => {
    const { text } = await visit(`/epos/${await open()}`)
    const checked = [...text.matchAll(/<input[^>]*value="(\d+)"[^>]*checked/g)].map(([, period]) => period)
    expect(checked).toEqual(["12"])
  })

  it("signs by its form: the callback is sent and the browser goes back to the shop with the same fields", async () => {
    const uuid = await open()
    const { status, location } = await visit(`/epos/${uuid}/sign`, { period: "24" })
    await sandbox.idle()

    expect(status).toBe(303)
    expect(location).toContain(
      `${shop.url}/return?order=A%201&x=%2F&hmac=${shop.received[0]?.fields["hmac"]}`,
    )
    expect(sandbox.session(uuid)).toMatchObject({ status: "granted", period: 24 })
  })

  it("takes the default plan when the form names one that the product does not have", async () => {
    const uuid = await open()
    await visit(`/epos/${uuid}/sign`, { period: "7" })
    expect(sandbox.session(uuid)?.period).toBe(12)
  })

  it("sends the browser on before the shop has answered the callback", async () => {
    const uuid = await open()
    shop.behaviour = "hang"
    expect((await visit(`/epos/${uuid}/sign`, {})).status).toBe(303)
    expect(sandbox.state().callbacks[0]?.result).toBe("in_flight")
    shop.behaviour = 200
  })

  it("declines by its form", async () => {
    const uuid = await open()
    const { status, location } = await visit(`/epos/${uuid}/decline`, {})
    expect(status).toBe(303)
    expect(location).toContain("%22status%22%3A%22declined%22")
    expect(sandbox.session(uuid)?.status).toBe("declined")
  })

  it("cancels by its form and adds nothing to the cancel address", async () => {
    const uuid = await open()
    expect(await visit(`/epos/${uuid}/cancel`, {})).toMatchObject({
      status: 303,
      location: `${shop.url}/cancel?order=A1`,
    })
  })

  it("lets the customer apply now and sign later", async () => {
    const uuid = await open()
    expect(await visit(`/epos/${uuid}/apply`, {})).toMatchObject({
      status: 303,
      location: `${sandbox.url}/epos/${uuid}`,
    })
    const { text } = await visit(`/epos/${uuid}`)
    expect(text).toContain("The contract waits for your signature.")
    expect(text).not.toContain('id="apply"')
    expect(sandbox.session(uuid)?.status).toBe("pending")
  })

  it.each([
    ["granted", "Your contract is signed", (uuid: string) => sandbox.customer.approve(uuid), "/return?"],
    ["declined", "The credit was declined", (uuid: string) => sandbox.customer.decline(uuid), "/return?"],
    ["cancelled", "The purchase was cancelled", (uuid: string) => sandbox.customer.cancel(uuid), "/cancel?"],
    [
      "expired",
      "This session has expired",
      () => sandbox.expireSessions({ evenIfStillValid: true }),
      "/return?",
    ],
  ])("says when the session is %s, and links back to the shop", async (_status, title, act, wayBack) => {
    const uuid = await open()
    await act(uuid)
    const { status, text } = await visit(`/epos/${uuid}`)

    expect(status).toBe(200)
    expect(text).toContain(`<h1>${title}</h1>`)
    expect(text).toContain(`id="back" href="${shop.url}${wayBack}`)
    expect(text).not.toContain("<form")
  })

  it("says when the purchase is financed", async () => {
    const uuid = await open({ productCode: "pay_next_month" })
    expect((await visit(`/epos/${uuid}`)).text).toContain("Next month, all at once")
    await sandbox.customer.approve(uuid)
    expect((await visit(`/epos/${uuid}`)).text).toContain("<h1>Your purchase is financed</h1>")
  })

  it("changes nothing when a form is sent a second time", async () => {
    const uuid = await open()
    await visit(`/epos/${uuid}/sign`, {})
    const second = await visit(`/epos/${uuid}/cancel`, {})
    await sandbox.idle()

    expect(second.status).toBe(409)
    expect(second.text).toContain("Your contract is signed")
    expect(sandbox.session(uuid)?.status).toBe("granted")
    expect(shop.received).toHaveLength(1)
  })

  it("answers 404 to a session that does not exist", async () => {
    expect((await visit("/epos/none")).status).toBe(404)
    expect((await visit("/epos/none/sign", {})).status).toBe(404)
  })

  it("escapes what the shop sent", async () => {
    const uuid = await open({ purchase: { purchaseReference: `<script>alert("1")</script>` } })
    const { text } = await visit(`/epos/${uuid}`)
    expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;")
    expect(text).not.toContain("<script")
    expect(html`<p title="${"'&"}">${1}</p>`.markup).toBe('<p title="&#39;&amp;">1</p>')
  })
})
