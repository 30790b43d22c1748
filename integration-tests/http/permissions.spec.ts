import { eventually } from "../../test-kit/eventually"
import { describeFaults } from "../faults/support/test-bed"

/** Medusa reads a feature flag once, as it starts: this store is a process of its own. */
const withRoles = { stores: ["shared"], settings: { MEDUSA_FF_RBAC: "true" } } as const

describeFaults("Where a store has roles, somebody whose role allows nothing", withRoles, (bed) => {
  it("sees nothing of Inbank's and changes nothing", async () => {
    const { sandbox } = bed()
    const admin = await bed().admin()
    const [shopper] = await bed().shoppers(1)
    if (!shopper) throw new Error("nobody came")
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
