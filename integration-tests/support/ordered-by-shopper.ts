import type { Sandbox } from "../../src/sandbox"
import { eventually } from "../../test-kit/eventually"
import type { Shopper } from "../../test-kit/shopper"
import type { Admin, AdminOrder } from "./admin"

export interface PlacedOrder {
  shopper: Shopper
  order: AdminOrder
  cartId: string
  /** Inbank's uuid of the contract. */
  contract: string
  posSessionUuid: string
}

/** Whom an order takes. */
interface Parties {
  shopper(): Shopper
  sandbox: Sandbox
  admin: Admin
}

/** An order whose contract the customer has signed, placed step by step. */
export async function orderedByShopper(
  parties: Parties,
  providerId = "pp_inbank_ee",
  fill = async (shopper: Shopper): Promise<unknown> => await shopper.fillCart(),
): Promise<PlacedOrder> {
  const { sandbox, admin } = parties
  const shopper = parties.shopper()
  await fill(shopper)
  const payment = await shopper.startInbank(providerId)
  await sandbox.customer.approve(payment.posSessionUuid)
  const { order_id } = await eventually(
    () => shopper.sessionStatus(payment),
    (seen) => seen.order_id !== null,
    "the order to be placed",
  )
  return {
    shopper,
    order: await admin.order(order_id ?? ""),
    cartId: shopper.cartId,
    contract: sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? "",
    posSessionUuid: payment.posSessionUuid,
  }
}

/** The button "Capture payment", which must do it. */
export async function mustCapture({ admin }: Pick<Parties, "admin">, { order }: PlacedOrder): Promise<void> {
  const captured = await admin.capture(order)
  if (captured.status !== 200) throw new Error(JSON.stringify(captured))
}
