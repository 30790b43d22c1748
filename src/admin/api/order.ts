import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { OrderView } from "./answers"
import { get, post, RequestRefused } from "./http"
import { shownStanding } from "../texts/shown-standing"
import { KEYS } from "./keys"

/** What the merchant wants done for an order. */
export type Command =
  | { do: "capture" | "cancel" | "cancel_contract" | "repaid_early" }
  | { do: "refund"; amount: string }
  | { do: "record"; amount?: string; reference: string }
  | { do: "outcome"; refundId: string; made: boolean; reference: string }

const LOOK_AGAIN_MS = 15_000

/** @returns null for an order without a payment by Inbank. */
export function useInbankOrder(orderId: string) {
  return useQuery({
    queryKey: KEYS.order(orderId),
    queryFn: () => get<OrderView>(`/admin/inbank/orders/${orderId}`).catch(nothingHere),
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? LOOK_AGAIN_MS : false),
  })
}

/** Fetches the order's data again. */
export function useLookAgain(orderId: string): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: KEYS.order(orderId) })
}

/** Inbank still works on it, and the merchant need not press Refresh to see the result. */
function isUnderWay(order: OrderView | null | undefined): boolean {
  if (!order) return false
  const { session, refunds } = order
  return shownStanding(session) === "activating" || refunds.some(({ status }) => status === "in_progress")
}

function nothingHere(error: unknown): null {
  if (error instanceof RequestRefused && error.status === 404) return null
  throw error
}

/** Carries it out, and has the order's page and ours fetched again, also after a failure. */
export function useFulfil({ order_id: orderId, payment_id: paymentId }: OrderView) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (command: Command) => fulfil(command, orderId, paymentId),
    onSettled: async () => {
      // "orders" is the dashboard's own key: its order page shows payments and status.
      await Promise.all([KEYS.all, ["orders"]].map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })
}

async function fulfil(command: Command, orderId: string, paymentId: string): Promise<void> {
  const ours = `/admin/inbank/orders/${orderId}`
  switch (command.do) {
    case "capture":
      await approve(paymentId)
      return
    case "cancel":
      await post(`/admin/orders/${orderId}/cancel`)
      return
    case "cancel_contract":
      await post(`${ours}/cancel-contract`)
      return
    case "repaid_early":
      await post(`${ours}/repaid-early`)
      return
    case "refund":
      await post(`/admin/payments/${paymentId}/refund`, { amount: Number(command.amount) })
      return
    case "record":
      await post(`${ours}/portal-refunds`, {
        reference: command.reference,
        ...(command.amount !== undefined && { amount: command.amount }),
      })
      return
    case "outcome":
      await post(`/admin/inbank/refunds/${command.refundId}/outcome`, {
        made: command.made,
        reference: command.reference,
      })
      return
  }
}

/** Approving at Inbank means capturing in Medusa. */
export async function approve(paymentId: string): Promise<void> {
  await post(`/admin/payments/${paymentId}/capture`)
}
