import { demoShop, signCallback } from "../../src/sandbox"
import { uuidIn, type Contenders, type Lineup, type Started } from "./contenders"
import type { Shot } from "./load"

/** What Inbank sends about a session in its present state. */
export function callbackOf({ sandbox }: Lineup, { data }: Started): Shot {
  const session = sandbox.session(uuidIn(data))
  if (!session) throw new Error("the sandbox does not know this session")
  const message = JSON.stringify({ uuid: session.uuid, status: session.status })
  const fields = signCallback(demoShop.apiKey, String(Math.floor(Date.now() / 1000)), message)
  return {
    url: session.partnerUrls.callbackUrl,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...fields }).toString(),
  }
}

/**
 * What Stripe sends to Medusa's own route: that the customer has confirmed, or (`created`) that there is nothing to do.
 */
export function webhookOf(
  { stripe, stub }: Contenders,
  { paymentSessionId }: Started,
  kind: "confirmed" | "created",
): Shot {
  const { body, headers } = stub.webhook(paymentSessionId, kind)
  return { url: `${stripe.store.url}/hooks/payment/stripe_stripe`, method: "POST", headers, body }
}
