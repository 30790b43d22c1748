import axe from "axe-core"
import type { Page } from "playwright-core"
import { z } from "zod"
import { request } from "../../test-kit/http"
import { buyOverHttp } from "./buy-over-http"
import type { RunningDemo } from "./running-demo"

export const MERCHANT = { email: "merchant@example.com", password: "pohjala-demo" }

const stateSchema = z.object({ contracts: z.array(z.object({ uuid: z.string(), status: z.string() })) })
const journalSchema = z.object({ upstreamCounts: z.record(z.string(), z.number()) })
const violationsSchema = z.array(z.object({ id: z.string(), nodes: z.array(z.string()) }))

/** A merchant at Medusa's admin, with a shopper who buys what they need and Inbank's side at hand. */
export class MerchantAtWork {
  constructor(
    private readonly demo: RunningDemo,
    readonly page: Page,
  ) {}

  async logIn(): Promise<void> {
    await this.page.goto(this.demo.adminUrl)
    await this.page.locator("input[name=email]").fill(MERCHANT.email)
    await this.page.locator("input[name=password]").fill(MERCHANT.password)
    await this.page.locator("button[type=submit]").click()
    await this.page.waitForURL(/\/orders/)
  }

  /** Somebody buys with Inbank and signs: the shop's pages have tests of their own. */
  async someoneBuys(product: string): Promise<{ number: string; id: string }> {
    return await buyOverHttp(this.demo, product)
  }

  async openOrder(id: string): Promise<void> {
    await this.page.goto(`${this.demo.adminUrl}/orders/${id}`)
    await this.page.locator("[data-choice]").first().waitFor()
  }

  async openInbank(tab = ""): Promise<void> {
    await this.page.goto(`${this.demo.adminUrl}/inbank${tab && `?tab=${tab}`}`)
    await this.page.getByRole("tab").first().waitFor()
  }

  /** Presses one of the card's buttons and agrees. */
  async agreeTo(button: string): Promise<void> {
    await this.page.locator("[data-choice]").getByRole("button", { name: button, exact: true }).click()
    await this.page.getByRole("button", { name: "Yes, do it" }).click()
  }

  /** The card says this of one thing that can be done, or cannot. */
  async seesOf(choice: string, text: string): Promise<void> {
    await this.page.locator(`[data-choice=${choice}]`).filter({ hasText: text }).waitFor()
  }

  async sees(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  /** The status that Medusa's own part of the page shows of the payment. */
  async medusaSays(status: string): Promise<void> {
    await this.page.locator("main").getByText(status, { exact: true }).first().waitFor()
  }

  /** Somebody of the merchant's withdraws the contract that was activated last, in the Partner Portal. */
  async withdrawInPortal(): Promise<void> {
    await this.sandbox("POST", `/contracts/${await this.lastContract("activated")}/withdraw`)
  }

  /** Somebody of the merchant's approves the contract that was signed last, in the Partner Portal. */
  async approveInPortal(): Promise<void> {
    await this.sandbox("POST", `/contracts/${await this.lastContract("signed")}/approve`)
  }

  /** How often Inbank was asked to approve a contract. */
  async approvalsAtInbank(): Promise<number> {
    const { upstreamCounts } = journalSchema.parse((await this.sandbox("GET", "/journal")).body)
    return upstreamCounts["POST /contracts/merchant-approval"] ?? 0
  }

  /** Time passes at Inbank. */
  async aDayPassesAtInbank(): Promise<void> {
    await this.sandbox("POST", "/clock", { advanceMilliseconds: 86_400_000 })
  }

  /** Nobody who comes after is a day late. */
  async itIsTodayAtInbank(): Promise<void> {
    await this.sandbox("DELETE", "/clock")
  }

  /** What axe finds wrong with what is ours on the page: rules and where. */
  async accessibilityFaults(): Promise<{ id: string; nodes: string[] }[]> {
    await this.page.evaluate(axe.source)
    const found: unknown = await this.page.evaluate(`
      axe.run({ include: [["[data-inbank]"]] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })))`)
    return violationsSchema.parse(found)
  }

  private async lastContract(status: "signed" | "activated"): Promise<string> {
    const { contracts } = stateSchema.parse((await this.sandbox("GET", "/state")).body)
    const last = contracts.filter((contract) => contract.status === status).at(-1)
    if (!last) throw new Error(`No contract is ${status}.`)
    return last.uuid
  }

  private async sandbox(method: "GET" | "POST" | "DELETE", path: string, body: object = {}) {
    const answer = await request(
      method,
      `${this.demo.sandboxUrl}/_sandbox${path}`,
      {},
      method === "POST" ? body : undefined,
    )
    if (answer.status !== 200) throw new Error(`The sandbox answered ${path} with ${answer.status}`)
    return answer
  }
}
