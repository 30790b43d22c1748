import { eventually } from "../../demo/support/eventually"
import { describeShop } from "../support/shop"

process.env.MEDUSA_FF_RBAC = "true"
afterAll(() => delete process.env.MEDUSA_FF_RBAC)

describeShop("Where a store has roles, somebody whose role allows nothing", (shop) => {
  it("sees nothing of Inbank's and changes nothing", async () => {
    const { sandbox, admin } = shop()
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank()
    await sandbox.customer.approve(payment.posSessionUuid)
    const { order_id: orderId } = await eventually(
      () => shopper.sessionStatus(payment),
      ({ order_id }) => order_id !== null,
      "the order to be placed",
    )
    const read = ["accounts", "approvals", "problems", "sessions", "sweep", `orders/${orderId}`]
    const acts = ["cancel-contract", "portal-refunds", "repaid-early"].map(
      (act) => `orders/${orderId}/${act}`,
    )
    const written = [...acts, "refunds/inbr_1/outcome", "sessions/adopt", "problems/inbp_1/clear"]
    const answers = [
      ...(await Promise.all(read.map((path) => admin.request("GET", `/admin/inbank/${path}`)))),
      ...(await Promise.all(written.map((path) => admin.request("POST", `/admin/inbank/${path}`, {})))),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
    const contract = sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? ""
    expect(sandbox.contract(contract)).toMatchObject({ status: "signed" })
  })
})
