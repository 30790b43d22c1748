import type { NotificationDTO } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { eventually } from "../../test-kit/eventually"
import mailOnProblem from "../../docs/examples/mail-on-problem"
import { otherShop } from "../support/inbank-shops"
import { placedOrder } from "../support/orders"
import { problemRows, rowOfCart } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater } from "../support/sweeps"

const PERSON = ["canary.customer@example.com", "+37255501234", "Mari", "Maasikas", "Pikk 1"]
const ADMIN_URL = "https://api.shop.example.com/app"

describeShop("The example of docs/events.md, in a store's src/subscribers,", (shop) => {
  const mails = async () => await shop().container.resolve(Modules.NOTIFICATION).listNotifications()
  const mailed = async (count: number): Promise<NotificationDTO[]> =>
    await eventually(mails, (sent) => sent.length >= count, `${count} mails`)

  /** Delivers the event once more, as an event bus may, and waits until it is dealt with. */
  async function deliveredAgain() {
    const [problem] = await problemRows(shop().container)
    if (!problem) throw new Error("no problem was ever open")
    const { kind, subject } = problem
    await mailOnProblem({
      event: { name: "inbank.problem.opened", data: { kind, subject }, metadata: {} },
      container: shop().container,
      pluginOptions: {},
    })
  }

  it("mails the merchant once when a problem opens: its kind, its remedy, a link to the order, and nobody's data or secrets", async () => {
    const { order, cartId, contract } = await placedOrder(shop(), "pp_inbank_lv")
    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await knex("order").update({ email: PERSON[0] })
    await knex("order_address").update({
      first_name: "Mari",
      last_name: "Maasikas",
      phone: PERSON[1],
      address_1: "Pikk 1",
    })
    // Medusa stores a notification without its content.
    const create = jest.spyOn(shop().container.resolve(Modules.NOTIFICATION), "createNotifications")
    await shop().sandbox.portal.cancel(contract)
    await mailed(1)
    await aMinuteLater(shop().container)
    await deliveredAgain()

    const row = await rowOfCart(shop().container, cartId)
    const [problem] = await problemRows(shop().container)
    const link = `${ADMIN_URL}/orders/${order.id}`
    const sent = await mails()
    expect(sent).toEqual([
      expect.objectContaining({
        to: "merchant@example.com",
        channel: "email",
        provider_id: "local",
        status: "success",
        data: { kind: "do_not_ship", subject: row.id, remedy: problem?.remedy, link },
      }),
    ])
    const [[given] = []] = create.mock.calls
    expect(given).toMatchObject({
      content: {
        subject: `Inbank needs you: do_not_ship (${row.id})`,
        text: `${problem?.remedy}\n\n${link}\n`,
      },
    })
    const secrets = [otherShop.apiKey, otherShop.shopUuid, "the-key-before", String(row.token_hash)]
    const text = JSON.stringify([sent, create.mock.calls])
    expect([...PERSON, ...secrets].filter((canary) => text.includes(canary))).toEqual([])
    create.mockRestore()
  })

  it("mails again when the same problem comes back, and not at all for one that is cleared already", async () => {
    const choose = async () => {
      const shopper = shop().shopper()
      await shopper.fillCart()
      await shopper.choose("pp_inbank_locked")
    }
    await choose()
    const [first] = await mailed(1)
    expect(first?.data).toMatchObject({
      kind: "credentials_refused",
      subject: "pp_inbank_locked",
      link: `${ADMIN_URL}/inbank`,
    })

    const knex = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await knex("inbank_problem").update({ cleared_at: knex.fn.now() })
    await deliveredAgain()
    expect(await mails()).toHaveLength(1)

    await choose()
    expect(await mailed(2)).toHaveLength(2)
  })
})
