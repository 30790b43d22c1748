import { Router } from "express"
import { z } from "zod"
import { answer } from "./answer"
import { parse } from "../parsing"
import type { Sandbox } from "../sandbox"

const partToReturn = z.strictObject({ amount: z.number() })
const prohibition = z.strictObject({ why: z.string().min(1).optional() })

/** Control routes for what people do with contracts in the Partner Portal, and for payouts. */
export function contractRoutes(sandbox: Sandbox): Router {
  const { portal, payouts } = sandbox
  const router = Router()

  const contractNow = (uuid: string) => ({
    refunded: sandbox.refunded(uuid),
    contract: sandbox.contract(uuid),
  })
  router.get(
    "/contracts/:id",
    answer(({ id }) => contractNow(id)),
  )
  const act = (name: string, step: (uuid: string, body: unknown) => unknown): void => {
    router.post(
      `/contracts/:id/${name}`,
      answer(async ({ id, body }) => {
        await step(id, body)
        return contractNow(id)
      }),
    )
  }
  act("approve", (uuid) => portal.approve(uuid))
  act("cancel", (uuid) => portal.cancel(uuid))
  act("withdraw", (uuid) => portal.withdraw(uuid))
  act("return-part", (uuid, body) => portal.returnPart(uuid, parse(partToReturn, body, "return").amount))
  act("repay-early", (uuid) => portal.repayEarly(uuid))
  act("forbid-withdrawal", (uuid, body) =>
    portal.forbidWithdrawal(uuid, parse(prohibition, body, "prohibition").why),
  )
  act("allow-withdrawal", (uuid) => portal.allowWithdrawal(uuid))
  act("pay-out", (uuid) => payouts.payOut(uuid))

  const payoutsNow = () => ({ held: payouts.isHeld() })
  router.get("/payouts", answer(payoutsNow))
  for (const way of ["hold", "resume"] as const) {
    router.post(
      `/payouts/${way}`,
      answer(() => {
        payouts[way]()
        return payoutsNow()
      }),
    )
  }
  return router
}
