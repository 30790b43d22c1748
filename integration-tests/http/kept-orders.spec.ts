import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import { keepOrder } from "../support/kept-orders"
import { mustCapture, orderedByShopper, type PlacedOrder } from "../support/ordered-by-shopper"
import { capturedOrder, placedOrder } from "../support/orders"
import { isAtRest, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { everybodyEnds } from "../support/time"

/** What differs from one order to the next, each by its kind alone. */
const OF_ONE_ORDER: [RegExp, string][] = [
  [/\b(?:[a-z]+_){1,2}[0-9A-Z]{15,}\b/g, "id"],
  [/\bj\d{12}\b/g, "id"],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "uuid"],
  [/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/g, "time"],
  [/(?<="token_hash": ")[0-9a-f]{64}/g, "hash"],
  [/(?<="display_id": )\d+/g, "number"],
  [/SANDBOX-\d{6}/g, "number"],
  // Capture and Inbank's callback are at it together: either may see first what has changed.
  [/(?<="source": ")(?:callback|capture)/g, "somebody"],
  [/(?<=\/)[\w-]{43}\b/g, "token"],
]

describeShop("The copy of a kept order", (shop) => {
  it.each(["pp_inbank_ee", "pp_inbank_api"])("is one that a shopper has placed by %s", async (providerId) => {
    const placed = await orderedByShopper(shop(), providerId)
    await othersEnd()
    expect(await all(await placedOrder(shop(), providerId))).toEqual(await all(placed))
  })

  it.each(["pp_inbank_ee", "pp_inbank_api"])(
    "is one that the merchant has captured, by %s",
    async (providerId) => {
      const placed = await orderedByShopper(shop(), providerId)
      await othersEnd()
      await mustCapture(shop(), placed)
      await eventually(() => rowOfCart(shop().container, placed.cartId), isAtRest, "the row to be finished")
      await othersEnd()
      expect(await all(await capturedOrder(shop(), providerId))).toEqual(await all(placed))
    },
  )

  it("lacks nothing that names the order, but what Medusa remembers of the workflow that placed it", async () => {
    const placed = await orderedByShopper(shop())
    await mustCapture(shop(), placed)
    await othersEnd()
    const ids = [placed.order.id, placed.cartId, await placed.shopper.startPaying()]
    const { rows } = await knex().raw<{ rows: { name: string }[] }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    )
    const naming = await Promise.all(
      rows.map(async ({ name }) => {
        const named = await knex()(name)
          .whereRaw("to_jsonb(??)::text ~ ?", [name, ids.join("|")])
          .first()
        return named ? [name] : []
      }),
    )
    const kept = await keepOrder(knex(), shop().sandbox, {
      ...placed,
      orderId: placed.order.id,
      collectionId: ids[2] ?? "",
    })
    const copied = new Set(kept.rows.map(([table]) => table))
    expect(naming.flat().filter((table) => !copied.has(table))).toEqual(["workflow_execution"])
  })

  const knex = () => shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)

  async function othersEnd(): Promise<void> {
    await shop().sandbox.idle()
    await everybodyEnds(knex())
  }

  /** Its rows, and what Inbank has of it. */
  async function all({ shopper, order, ...placed }: PlacedOrder) {
    const { sandbox } = shop()
    const ids = { ...placed, orderId: order.id, collectionId: await shopper.startPaying() }
    const { rows } = await keepOrder(knex(), sandbox, ids)
    const atInbank = [sandbox.session(placed.posSessionUuid), sandbox.contract(placed.contract)]
    const texts = [
      ...rows.map((row) => row.join(" ")),
      ...atInbank.map((each) => JSON.stringify(each, null, 1)),
    ]
    return texts
      .map((text) => OF_ONE_ORDER.reduce((left, [found, kind]) => left.replace(found, kind), text))
      .sort()
  }
})
