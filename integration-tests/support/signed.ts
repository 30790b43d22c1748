import { eventually } from "../../test-kit/eventually"
import { comeBack, type Shopper, type StartedPayment } from "../../test-kit/shopper"
import type { Shop } from "./shop"

type PageOfPayment = Awaited<ReturnType<Shopper["sessionStatus"]>>

/** The customer signs and comes back. @returns what their page then says, once it has more to say than to wait. */
export async function signed(
  shop: Shop,
  shopper: Shopper,
  payment: StartedPayment,
  isTold = ({ status, reason }: PageOfPayment) => status !== "pending" || reason !== null,
): Promise<PageOfPayment> {
  const { redirect } = await shop.sandbox.customer.approve(payment.posSessionUuid)
  await comeBack(redirect)
  return await eventually(() => shopper.sessionStatus(payment), isTold, "the customer's page to go on")
}
