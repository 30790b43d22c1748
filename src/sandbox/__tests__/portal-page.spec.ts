import { startSandbox, type Sandbox } from "../index"
import { activeContract, call, openSession, shopPath, startShopServer, type ShopServer } from "./support"

interface Page {
  readonly status: number
  readonly text: string
  readonly location: string | null
}

describe("The Partner Portal's page", () => {
  let sandbox: Sandbox
  let shop: ShopServer
  beforeAll(async () => {
    sandbox = await startSandbox()
    shop = await startShopServer()
  })
  beforeEach(() => {
    shop.received.length = 0
    shop.behaviour = 200
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
  const signed = async (purchaseReference = "cart_01"): Promise<string> => {
    const session = await openSession(sandbox, { purchase: { purchaseReference } }, shop.url)
    await sandbox.customer.approve(session)
    return sandbox.session(session)?.creditContractUuid ?? ""
  }
  const actsOn = (text: string): string[] =>
    [...text.matchAll(/action="\/portal\/[^/]+\/([\w-]+)"/g)].map(([, act = ""]) => act)
  const headings = (text: string): string[] =>
    [...text.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, heading = ""]) => heading)

  it("is linked from the overview, and is empty at first", async () => {
    expect((await visit("/")).text).toContain('href="/portal"')
    const { status, text } = await visit("/portal")
    expect(status).toBe(200)
    expect(text).toContain("Inbank sandbox – not a bank")
    expect(text).toContain("No contracts.")
  })

  it("lists contracts, newest first, with what a merchant wants to know", async () => {
    const first = await signed("cart_01")
    await sandbox.portal.approve(first)
    await sandbox.portal.returnPart(first, 30.5)
    await signed("cart_02")

    const { text } = await visit("/portal")
    expect(headings(text)).toEqual(["cart_02", "cart_01"])
    const session = sandbox.state().sessions[0]?.uuid ?? "none"
    for (const shown of [first, session, "SANDBOX-000001", "activated", "€300.00", "€30.50", "not yet"]) {
      expect(text).toContain(shown)
    }
  })

  it("shows a return that was drafted as not confirmed", async () => {
    const contract = await activeContract(sandbox)
    sandbox.clock.advance(24 * 60 * 60 * 1000)
    await call(sandbox, "POST", `${shopPath}/contracts/${contract}/versions`, {
      contractChangeDetails: { type: "PARTIAL_RETURN", returnAmount: 12.34 },
    })
    const { text } = await visit("/portal")
    expect(text).toContain("Return not confirmed")
    expect(text).toContain("€12.34")
  })

  it("shows a withdrawn contract as given back whole", async () => {
    const contract = await activeContract(sandbox)
    await sandbox.portal.returnPart(contract, 30)
    await sandbox.portal.withdraw(contract)
    const { text } = await visit("/portal")
    expect(text).toContain("terminated: withdrawn")
    expect(text.match(/€300\.00/g)).toHaveLength(2)
  })

  it("offers only what is possible", async () => {
    const contract = await signed()
    expect(actsOn((await visit("/portal")).text)).toEqual(["approve", "cancel"])
    await sandbox.portal.approve(contract)
    expect(actsOn((await visit("/portal")).text)).toEqual(["return-part", "withdraw"])
    await sandbox.portal.returnPart(contract, 299.99)
    expect(actsOn((await visit("/portal")).text)).toEqual(["withdraw"])
    await sandbox.portal.withdraw(contract)
    expect(actsOn((await visit("/portal")).text)).toEqual([])
  })

  it("finds a contract by a part of its reference, or by its number", async () => {
    await signed("inbs_01ABC")
    await signed("inbs_01XYZ")
    expect(headings((await visit("/portal?q=01abc")).text)).toEqual(["inbs_01ABC"])
    expect(headings((await visit("/portal?q=SANDBOX-000002")).text)).toEqual(["inbs_01XYZ"])

    const { text } = await visit("/portal?q=%3Cb%3E")
    expect(text).toContain("No contracts with “&lt;b&gt;”.")
    expect(headings(text)).toEqual([])
  })

  it("approves by its form, tells the shop, and comes back to the contract and the search", async () => {
    const contract = await signed()
    const { status, location } = await visit(`/portal/${contract}/approve`, { q: "cart 01" })
    await sandbox.idle()

    expect([status, location]).toEqual([303, `/portal?q=cart%2001#contract-${contract}`])
    expect(sandbox.contract(contract)?.status).toBe("activated")
    expect(shop.received).toHaveLength(2)
  })

  it("comes back before the shop has answered the callback", async () => {
    const contract = await signed()
    shop.behaviour = "hang"
    expect((await visit(`/portal/${contract}/cancel`, {})).status).toBe(303)
    expect(sandbox.contract(contract)?.status).toBe("terminated")
    expect(sandbox.state().callbacks.at(-1)?.result).toBe("in_flight")
  })

  it("returns a part and withdraws by its forms", async () => {
    const contract = await activeContract(sandbox)
    const { status, location } = await visit(`/portal/${contract}/return-part`, { amount: "30.50" })
    expect([status, location]).toEqual([303, `/portal#contract-${contract}`])
    expect(sandbox.refunded(contract)).toBe(30.5)

    expect((await visit(`/portal/${contract}/withdraw`, {})).status).toBe(303)
    expect(sandbox.refunded(contract)).toBe(300)
  })

  it.each([
    ["an amount that is none", "return-part", { amount: "" }, 400, "This is no amount to return"],
    ["an amount that is too large", "return-part", { amount: "300" }, 409, "no more than 299.99 can be"],
    ["an act at the wrong time", "approve", {}, 409, "is activated, so it cannot be approved."],
  ])("refuses %s with a sentence, and shows what is", async (_what, act, form, expected, sentence) => {
    const contract = await activeContract(sandbox)
    const { status, text } = await visit(`/portal/${contract}/${act}`, { ...form, q: "cart" })
    expect(status).toBe(expected)
    expect(text).toContain('role="alert"')
    expect(text).toContain(sentence)
    expect(headings(text)).toEqual(["cart_01"])
    expect(sandbox.refunded(contract)).toBe(0)
  })

  it("knows no contract that is not there", async () => {
    const { status, text } = await visit("/portal/none/withdraw", {})
    expect(status).toBe(404)
    expect(text).toContain("There is no contract none in the sandbox.")
  })
})
