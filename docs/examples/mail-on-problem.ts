import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { InbankEvents, type InbankProblemChanged } from "medusa-payment-inbank/events"

const problemRows = z.array(
  z.object({ id: z.string(), remedy: z.string(), opened_at: z.coerce.date(), cleared_at: z.unknown() }),
)
const sessionRows = z.array(z.object({ order_id: z.string().nullable() }))

/**
 * Mails the merchant when a problem opens: copy it to src/subscribers of your store. It needs a notification provider
 * for the channel "email", and in the environment MERCHANT_EMAIL and ADMIN_URL, e.g. https://api.shop.example.com/app.
 *
 * The event only says which problem: what it is about stands in the plugin's tables. The row's `detail` is left out of
 * the mail on purpose, for it may quote a sentence of Medusa's or Inbank's; it is shown in the admin.
 */
export default async function mailOnProblem({
  event: { data },
  container,
}: SubscriberArgs<InbankProblemChanged>): Promise<void> {
  const { MERCHANT_EMAIL, ADMIN_URL } = process.env
  if (!MERCHANT_EMAIL || !ADMIN_URL) return

  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: problems } = await query.graph({
    entity: "inbank_problem",
    fields: ["id", "remedy", "opened_at", "cleared_at"],
    filters: { kind: data.kind, subject: data.subject },
  })
  const [problem] = problemRows.parse(problems)
  // Cleared before this was read: nobody needs to do anything.
  if (!problem || problem.cleared_at) return

  // A problem of an account is about no session, and one before the order has no order yet.
  const { data: sessions } = await query.graph({
    entity: "inbank_session",
    fields: ["order_id"],
    filters: { id: data.subject },
  })
  const orderId = sessionRows.parse(sessions)[0]?.order_id
  const link = orderId ? `${ADMIN_URL}/orders/${orderId}` : `${ADMIN_URL}/inbank`

  await container.resolve(Modules.NOTIFICATION).createNotifications({
    to: MERCHANT_EMAIL,
    channel: "email",
    template: "inbank-problem",
    content: {
      subject: `Inbank needs you: ${data.kind} (${data.subject})`,
      text: `${problem.remedy}\n\n${link}\n`,
    },
    data: { kind: data.kind, subject: data.subject, remedy: problem.remedy, link },
    trigger_type: InbankEvents.PROBLEM_OPENED,
    // An event bus may deliver twice; the same problem may open again another day.
    idempotency_key: `${problem.id}:${problem.opened_at.toISOString()}`,
  })
}

export const config: SubscriberConfig = { event: InbankEvents.PROBLEM_OPENED }
