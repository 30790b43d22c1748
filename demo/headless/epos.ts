import { z } from "zod"
import { toDecimal, toMinorUnits } from "../../src/domain/money"
import { request } from "../../test-kit/http"

const sessionSchema = z.object({
  uuid: z.string(),
  status: z.string(),
  creditContractUuid: z.string().optional(),
})
const stateSchema = z.object({
  sessions: z.array(sessionSchema),
  contracts: z.array(z.object({ uuid: z.string(), status: z.string() })),
})
const contractSchema = z.object({
  refunded: z.number(),
  contract: z.object({ amount: z.number(), activatedAt: z.string().optional() }),
})

/** How Inbank sees one purchase. */
export interface InbankView {
  session: string
  contract: string | null
}

/** The same with the money, major units: the contract's amount, what Inbank paid, what was given back there. */
export interface InbankBooks extends InbankView {
  amount: string
  financed: string
  given_back: string
}

/** The sandbox from outside: the person at e-POS, the person in the Partner Portal, and Inbank's books. */
export class Epos {
  constructor(private readonly url: string) {}

  /** The person applies and signs, or is declined. @returns where their browser is sent. */
  async applyAndSign(sessionUuid: string): Promise<string> {
    const answer = await this.ask("POST", `/sessions/${sessionUuid}/approve`)
    return z.object({ redirect: z.string() }).parse(answer).redirect
  }

  /** The merchant withdraws the contract in the Partner Portal, and Inbank does not notify the store. */
  async withdrawInPortal(sessionUuid: string): Promise<void> {
    await this.ask("POST", `/contracts/${(await this.contractOf(sessionUuid)).uuid}/withdraw`)
  }

  /** Time passes, only at Inbank. */
  async moveClock(milliseconds: number): Promise<void> {
    await this.ask("POST", "/clock", { advanceMilliseconds: milliseconds })
  }

  async view(sessionUuid: string): Promise<InbankView> {
    const { session, contract } = await this.find(sessionUuid)
    return { session: session.status, contract: contract?.status ?? null }
  }

  async books(sessionUuid: string): Promise<InbankBooks> {
    const { uuid } = await this.contractOf(sessionUuid)
    const { refunded, contract } = contractSchema.parse(await this.ask("GET", `/contracts/${uuid}`))
    const amount = toDecimal(toMinorUnits(contract.amount))
    return {
      ...(await this.view(sessionUuid)),
      amount,
      financed: contract.activatedAt === undefined ? toDecimal(0) : amount,
      given_back: toDecimal(toMinorUnits(refunded)),
    }
  }

  /** How often each route of Inbank's API was requested since the start. */
  async upstreamCounts(): Promise<Record<string, number>> {
    const journal = z.object({ upstreamCounts: z.record(z.string(), z.number()) })
    return journal.parse(await this.ask("GET", "/journal")).upstreamCounts
  }

  private async find(sessionUuid: string) {
    const { sessions, contracts } = stateSchema.parse(await this.ask("GET", "/state"))
    const session = sessions.find(({ uuid }) => uuid === sessionUuid)
    if (!session) throw new Error(`The sandbox does not know the session ${sessionUuid}.`)
    return { session, contract: contracts.find(({ uuid }) => uuid === session.creditContractUuid) }
  }

  private async contractOf(sessionUuid: string): Promise<{ uuid: string }> {
    const { contract } = await this.find(sessionUuid)
    if (!contract) throw new Error(`The session ${sessionUuid} has no contract.`)
    return contract
  }

  private async ask(method: "GET" | "POST", path: string, sent: object = {}): Promise<unknown> {
    const { status, body } = await request(
      method,
      `${this.url}/_sandbox${path}`,
      {},
      method === "POST" ? sent : undefined,
    )
    if (status !== 200)
      throw new Error(`The sandbox answered ${method} ${path} with ${status}: ${JSON.stringify(body)}`)
    return body
  }
}
