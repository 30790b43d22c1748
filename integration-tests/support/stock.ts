import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createInventoryItemsWorkflow,
  createInventoryLevelsWorkflow,
  updateInventoryLevelsWorkflow,
  updateProductVariantsWorkflow,
} from "@medusajs/medusa/core-flows"

/** Goods of which the merchant has so many. */
export interface Stock {
  /** The rest was sold at the counter, or a delivery came in. */
  count(pieces: number): Promise<void>
}

/** From now on the variant is sold from the stock of the shop's only location. */
export async function keepInStock(
  container: MedusaContainer,
  variantId: string,
  pieces: number,
): Promise<Stock> {
  const [location] = await container.resolve(Modules.STOCK_LOCATION).listStockLocations({})
  const { result: items } = await createInventoryItemsWorkflow(container).run({
    input: { items: [{ sku: `sku-${variantId}` }] },
  })
  const [item] = items
  if (!location || !item) throw new Error("the shop has no stock location")
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.PRODUCT]: { variant_id: variantId },
    [Modules.INVENTORY]: { inventory_item_id: item.id },
  })
  const at = { inventory_item_id: item.id, location_id: location.id }
  await createInventoryLevelsWorkflow(container).run({
    input: { inventory_levels: [{ ...at, stocked_quantity: pieces }] },
  })
  await updateProductVariantsWorkflow(container).run({
    input: { product_variants: [{ id: variantId, manage_inventory: true }] },
  })
  return {
    count: async (stocked_quantity) => {
      await updateInventoryLevelsWorkflow(container).run({
        input: { updates: [{ ...at, stocked_quantity }] },
      })
    },
  }
}
