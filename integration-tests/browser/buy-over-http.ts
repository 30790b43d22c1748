import { z } from "zod"
import { request, type Answer } from "../../test-kit/http"
import { comeBack, Shopper } from "../../test-kit/shopper"
import type { RunningDemo } from "./running-demo"

const configSchema = z.object({ storeUrl: z.string(), publishableKey: z.string(), regionId: z.string() })
const cartSchema = z.object({ cart: z.object({ id: z.string() }) })
const first = z.tuple([z.object({ id: z.string() })]).rest(z.unknown())
const optionsSchema = z.object({ shipping_options: first })
const productsSchema = z.object({ products: z.array(z.object({ handle: z.string(), variants: first })) })
const redirectSchema = z.object({ redirect: z.string() })
const orderSchema = z.object({ order: z.object({ display_id: z.number() }) })

/** Somebody buys with Inbank and signs, without the shop's pages. @returns the order's number, "#7", and id. */
export async function buyOverHttp(
  demo: RunningDemo,
  product: string,
): Promise<{ number: string; id: string }> {
  const shopper = await shopperOf(demo)
  await shopper.fillCart(product)
  const { posSessionUuid } = await shopper.startInbank()
  const signed = await request("POST", `${demo.sandboxUrl}/_sandbox/sessions/${posSessionUuid}/approve`, {})
  const page = await comeBack(redirectSchema.parse(signed.body).redirect)
  const id = page.searchParams.get("order_id") ?? ""
  const placed = await shopper.request("GET", `/store/orders/${id}?fields=display_id`)
  return { number: `#${orderSchema.parse(placed.body).order.display_id}`, id }
}

/** Knows what the storefront's pages know: products by their handles. */
async function shopperOf(demo: RunningDemo): Promise<Shopper> {
  const config = await request("GET", new URL("/config.json", demo.storefrontUrl).href, {})
  const { storeUrl, publishableKey, regionId } = configSchema.parse(config.body)
  const ask = async (method: "GET" | "POST", path: string, body?: object): Promise<Answer> =>
    await request(method, storeUrl + path, { "x-publishable-api-key": publishableKey }, body)
  const { cart } = cartSchema.parse((await ask("POST", "/store/carts", { region_id: regionId })).body)
  const options = await ask("GET", `/store/shipping-options?cart_id=${cart.id}`)
  const [{ id: shippingOptionId }] = optionsSchema.parse(options.body).shipping_options
  const { products } = productsSchema.parse(
    (await ask("GET", "/store/products?fields=handle,variants.id")).body,
  )
  const variants = Object.fromEntries(products.map(({ handle, variants: [{ id }] }) => [handle, id]))
  return new Shopper(storeUrl, { publishableKey, regionId, shippingOptionId, variants })
}
