import axe from "axe-core"
import { z } from "zod"
import type { Page } from "playwright-core"

/** What a person does in the demo's shop. */
export class Visit {
  constructor(
    readonly page: Page,
    private readonly storefrontUrl: string,
  ) {}

  async open(path = "/ee"): Promise<void> {
    await this.page.goto(this.storefrontUrl + path)
    await this.page.locator("main:not([aria-busy])").waitFor()
  }

  /** From the product's page into the cart. */
  async takeHome(product: string): Promise<void> {
    await this.open(`/ee/products/${product}`)
    await this.page.getByTestId("add").click()
    await this.page.getByTestId("added-to-cart").click()
    await this.page.getByTestId("goods-total").waitFor()
  }

  async toCheckout(): Promise<void> {
    await this.page.getByTestId("checkout").click()
    await this.page.getByTestId("total").waitFor()
  }

  /** Chooses Inbank at the checkout and goes there. @returns the session's uuid at Inbank. */
  async toEpos(): Promise<string> {
    await this.page.getByTestId("method-inbank").getByRole("radio").check()
    await this.page.getByTestId("pay").click()
    await this.page.waitForURL(/\/epos\//)
    return new URL(this.page.url()).pathname.split("/")[2] ?? ""
  }

  async buyUpToEpos(product: string): Promise<string> {
    await this.open(`/ee/products/${product}`)
    await this.page.getByTestId("add").click()
    await this.page.getByTestId("added-to-cart").waitFor()
    await this.open("/ee/checkout")
    return await this.toEpos()
  }

  async payByInvoice(): Promise<void> {
    await this.page.getByTestId("method-invoice").getByRole("radio").check()
    await this.page.getByTestId("pay").click()
    await this.page.getByTestId("order-number").waitFor()
  }

  async text(testId: string): Promise<string> {
    return (await this.page.getByTestId(testId).innerText()).trim()
  }

  /** The waiting page's heading, once it says this. */
  async outcome(heading: string): Promise<void> {
    await this.page.getByTestId("outcome").getByText(heading, { exact: true }).waitFor()
  }

  /** What axe finds wrong with the page as it is now, in words. */
  async accessibilityFaults(): Promise<string[]> {
    // evaluate() is not held back by the page's own policy, as a script element would be.
    await this.page.evaluate(axe.source)
    const { violations } = violationsSchema.parse(await this.page.evaluate("axe.run()"))
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)
  }
}

const violationsSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})
