import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows"
import { PRODUCTS } from "./products"

type Container = ExecArgs["container"]

export interface Seeded {
  publishableKey: string
  regionId: string
  shippingOptionId: string
  /** Variant ids by the product's title. */
  variants: Record<string, string>
}

/** An Estonian shop in euro: region, tax, shipping and products, with the given payment providers enabled. */
export async function seedShop(container: Container, paymentProviders: string[]): Promise<Seeded> {
  const salesChannelId = await seedSalesChannel(container)
  const publishableKey = await seedPublishableKey(container, salesChannelId)
  const regionId = await seedRegion(container, paymentProviders)
  const { stockLocationId, shippingOptionId, shippingProfileId } = await seedShipping(
    container,
    salesChannelId,
  )
  const variants = await seedProducts(container, salesChannelId, shippingProfileId)
  await seedStock(container, stockLocationId)
  return { publishableKey, regionId, shippingOptionId, variants }
}

async function seedSalesChannel(container: Container): Promise<string> {
  const { result } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: "Webshop" }] },
  })
  return only(result).id
}

async function seedPublishableKey(container: Container, salesChannelId: string): Promise<string> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Webshop", type: "publishable", created_by: "" }] },
  })
  const key = only(result)
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key.id, add: [salesChannelId] } })
  return key.token
}

async function seedRegion(container: Container, paymentProviders: string[]): Promise<string> {
  const { result } = await createRegionsWorkflow(container).run({
    input: {
      regions: [
        { name: "Estonia", currency_code: "eur", countries: ["ee"], payment_providers: paymentProviders },
      ],
    },
  })
  await createTaxRegionsWorkflow(container).run({ input: [{ country_code: "ee", provider_id: "tp_system" }] })
  return only(result).id
}

async function seedShipping(container: Container, salesChannelId: string) {
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const fulfillment = container.resolve(Modules.FULFILLMENT)

  const { result: locations } = await createStockLocationsWorkflow(container).run({
    input: {
      locations: [{ name: "Tallinn", address: { city: "Tallinn", country_code: "EE", address_1: "" } }],
    },
  })
  const stockLocationId = only(locations).id
  const { result: profiles } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Parcels", type: "default" }] },
  })
  const shippingProfileId = only(profiles).id
  const set = await fulfillment.createFulfillmentSets({
    name: "Tallinn parcels",
    type: "shipping",
    service_zones: [{ name: "Estonia", geo_zones: [{ country_code: "ee", type: "country" }] }],
  })
  await link.create([
    {
      [Modules.STOCK_LOCATION]: { stock_location_id: stockLocationId },
      [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
    },
    {
      [Modules.STOCK_LOCATION]: { stock_location_id: stockLocationId },
      [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
    },
  ])
  await linkSalesChannelsToStockLocationWorkflow(container).run({
    input: { id: stockLocationId, add: [salesChannelId] },
  })
  const option = (name: string, description: string, amount: number) => ({
    name,
    price_type: "flat" as const,
    provider_id: "manual_manual",
    service_zone_id: only(set.service_zones).id,
    shipping_profile_id: shippingProfileId,
    type: { label: name, description, code: name.toLowerCase().replaceAll(" ", "-") },
    prices: [{ currency_code: "eur", amount }],
    rules: [
      { attribute: "enabled_in_store", value: "true", operator: "eq" as const },
      { attribute: "is_return", value: "false", operator: "eq" as const },
    ],
  })
  const { result: options } = await createShippingOptionsWorkflow(container).run({
    input: [
      option("Parcel machine", "In two working days", 3.5),
      option("Courier to the door", "Tomorrow, 17–21", 6.9),
    ],
  })
  return { stockLocationId, shippingOptionId: only(options).id, shippingProfileId }
}

async function seedProducts(container: Container, salesChannelId: string, shippingProfileId: string) {
  const { result } = await createProductsWorkflow(container).run({
    input: {
      products: PRODUCTS.map(({ title, price, subtitle, description, material, size, et, stock }, place) => ({
        title,
        subtitle,
        description,
        material,
        metadata: { place, size, et },
        status: "published" as const,
        shipping_profile_id: shippingProfileId,
        sales_channels: [{ id: salesChannelId }],
        options: [{ title: "Kind", values: ["Standard"] }],
        variants: [
          {
            title: "Standard",
            sku: skuOf(title),
            options: { Kind: "Standard" },
            manage_inventory: stock !== undefined,
            prices: [{ currency_code: "eur", amount: price }],
          },
        ],
      })),
    },
  })
  return Object.fromEntries(result.map((product) => [product.title, only(product.variants).id]))
}

/** Medusa names the stock item like the variant. */
async function seedStock(container: Container, stockLocationId: string): Promise<void> {
  const inventory = container.resolve(Modules.INVENTORY)
  for (const { title, stock: stocked_quantity } of PRODUCTS) {
    if (stocked_quantity === undefined) continue
    const item = only(await inventory.listInventoryItems({ sku: skuOf(title) }))
    await createInventoryLevelsWorkflow(container).run({
      input: {
        inventory_levels: [{ inventory_item_id: item.id, location_id: stockLocationId, stocked_quantity }],
      },
    })
  }
}

function skuOf(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-")
}

function only<T>(list: readonly T[]): T {
  const [first] = list
  if (first === undefined) throw new Error("the seed made nothing")
  return first
}
