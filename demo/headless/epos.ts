import { z } from "zod"
import { request } from "../support/http"

const sessionSchema = z.object({
  uuid: z.string(),
  status: z.string(),
  creditContractUuid: z.string().optional(),
})
const stateSchema = z.object({
  sessions: z.array(sessionSchema),
  contracts: z.array(z.object({ uuid: z.string(), status: z.string() })),
})

/** How Inbank sees one purchase. */
export interface InbankView {
  session: string
  contract: string | null
}

/** The sandbox from outside: the person at e-POS, and a look at Inbank's books. */
export class Epos {
  constructor(private readonly url: string) {}

  /** The person applies and signs, or is declined. @returns where their browser is sent. */
  async applyAndSign(sessionUuid: string): Promise<string> {
    const answer = await this.ask("POST", `/sessions/${sessionUuid}/approve`)
    return z.object({ redirect: z.string() }).parse(answer).redirect
  }

  async view(sessionUuid: string): Promise<InbankView> {
    const { sessions, contracts } = stateSchema.parse(await this.ask("GET", "/state"))
    const session = sessions.find(({ uuid }) => uuid === sessionUuid)
    if (!session) throw new Error(`The sandbox does not know the session ${sessionUuid}.`)
    const contract = contracts.find(({ uuid }) => uuid === session.creditContractUuid)
    return { session: session.status, contract: contract?.status ?? null }
  }

  /** How often each route of Inbank's API was asked since the start. */
  async upstreamCounts(): Promise<Record<string, number>> {
    const journal = z.object({ upstreamCounts: z.record(z.string(), z.number()) })
    return journal.parse(await this.ask("GET", "/journal")).upstreamCounts
  }

  private async ask(method: "GET" | "POST", path: string): Promise<unknown> {
    const { status, body } = await request(
      method,
      `${this.url}/_sandbox${path}`,
      {},
      method === "POST" ? {} : undefined,
    )
    if (status !== 200)
      throw new Error(`The sandbox answered ${method} ${path} with ${status}: ${JSON.stringify(body)}`)
    return body
  }
}
