import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { STANDINGS } from "../../../../domain/session/lifecycle"
import { pluginContext } from "../../../../services/context"
import { sessionView, type SessionView } from "../../../../services/views/session-view"
import { parse, typedText } from "../refusals"

const number = (least: number, most: number) => {
  const fault = `must be a whole number from ${least} to ${most}`
  return z.coerce.number(fault).int(fault).min(least, fault).max(most, fault)
}
const word = typedText("must be given once")
const querySchema = z.object({
  q: word.optional(),
  account_id: word.optional(),
  standing: z.enum(STANDINGS, `must be one of ${STANDINGS.join(", ")}`).optional(),
  problem: z.enum(["true", "false"], "must be true or false").optional(),
  limit: number(1, 100).default(20),
  offset: number(0, 1_000_000).default(0),
})

export interface SessionsAnswer {
  sessions: SessionView[]
  /** At most 10 000: there may be more. */
  count: number
  limit: number
  offset: number
}

/** Sessions, newest first: all, or those that match an identifier, account, standing or open problem. */
export async function GET(req: MedusaRequest, res: MedusaResponse<SessionsAnswer>): Promise<void> {
  const { q, account_id, standing, problem, limit, offset } = parse(querySchema, req.query)
  const plugin = pluginContext(req.scope)
  const accounts = plugin.accounts.list()
  const { sessions, count } = await plugin.medusa.search.find({
    text: q,
    accountId: account_id,
    standing,
    withProblem: problem === "true",
    knownAccounts: accounts.map(({ id }) => id),
    withoutContracts: accounts
      .filter(({ productType }) => productType === "pay_next_month")
      .map(({ id }) => id),
    limit,
    offset,
  })
  res.json({ sessions: sessions.map((row) => sessionView(plugin, row)), count, limit, offset })
}
