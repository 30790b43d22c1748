import { randomUUID } from "node:crypto"
import { NotPossible } from "./not-possible"
import type { PosSessionRequest, SandboxContract, SandboxSession } from "./records"
import { defaultPeriodOf, type SandboxProduct, type SandboxShop } from "../shops"

/** UNKNOWN at Inbank: how long a session lives when the shop sends no `validUntil`. */
const defaultLifeMilliseconds = 24 * 60 * 60 * 1000

/** The sandbox's memory: shops, sessions and contracts, and how they are found. */
export class Ledger {
  private readonly sessions = new Map<string, SandboxSession>()
  private readonly contracts = new Map<string, SandboxContract>()
  private contractNumber = 0
  /** The sandbox has one customer, so that a Pay next month contract can be shared by several purchases. */
  private readonly customerUuid = randomUUID()

  constructor(
    readonly shops: readonly SandboxShop[],
    readonly now: () => Date,
    private readonly url: string,
  ) {}

  timestamp(): string {
    return this.now().toISOString()
  }

  openSession(shop: SandboxShop, request: PosSessionRequest): SandboxSession {
    const uuid = randomUUID()
    const now = this.now()
    const session: SandboxSession = {
      ...request,
      uuid,
      shopUuid: shop.shopUuid,
      createdAt: now.toISOString(),
      validUntil: request.validUntil ?? new Date(now.getTime() + defaultLifeMilliseconds).toISOString(),
      redirectUrl: `${this.url}/epos/${uuid}`,
      status: "pending",
    }
    this.sessions.set(uuid, session)
    return session
  }

  openContract(session: SandboxSession, creditApplicationUuid: string): SandboxContract {
    this.contractNumber += 1
    const contract: SandboxContract = {
      uuid: randomUUID(),
      shopUuid: session.shopUuid,
      number: `SANDBOX-${String(this.contractNumber).padStart(6, "0")}`,
      productCode: session.productCode,
      creditApplicationUuid,
      customerUuid: this.customerUuid,
      currency: session.currency,
      amount: session.totalAmount,
      status: "unsigned",
      withdrawn: false,
      returned: 0,
      versionUuid: randomUUID(),
      versions: [],
    }
    this.contracts.set(contract.uuid, contract)
    session.creditContractUuid = contract.uuid
    return contract
  }

  findSession(uuid: string): SandboxSession | undefined {
    return this.sessions.get(uuid)
  }

  session(uuid: string): SandboxSession {
    const session = this.sessions.get(uuid)
    if (!session) throw new NotPossible("unknown", `There is no POS session ${uuid} in the sandbox.`)
    return session
  }

  findContract(uuid: string): SandboxContract | undefined {
    return this.contracts.get(uuid)
  }

  contract(uuid: string): SandboxContract {
    const contract = this.contracts.get(uuid)
    if (!contract) throw new NotPossible("unknown", `There is no contract ${uuid} in the sandbox.`)
    return contract
  }

  contractOf(session: SandboxSession): SandboxContract | undefined {
    return session.creditContractUuid === undefined
      ? undefined
      : this.contracts.get(session.creditContractUuid)
  }

  /** The one session of a contract; a shared Pay next month contract belongs to no single session. */
  sessionOf(contract: SandboxContract): SandboxSession | undefined {
    const sessions = this.allSessions().filter((session) => session.creditContractUuid === contract.uuid)
    return sessions.length === 1 ? sessions[0] : undefined
  }

  shopOf(record: { readonly shopUuid: string }): SandboxShop {
    const shop = this.shops.find(({ shopUuid }) => shopUuid === record.shopUuid)
    if (!shop) throw new Error(`The sandbox has no shop ${record.shopUuid}.`)
    return shop
  }

  productOf(record: { readonly shopUuid: string; readonly productCode: string }): SandboxProduct {
    const product = this.shopOf(record).products.find(({ code }) => code === record.productCode)
    if (!product) throw new Error(`The sandbox has no product ${record.productCode}.`)
    return product
  }

  isPayNextMonth(record: { readonly shopUuid: string; readonly productCode: string }): boolean {
    return this.productOf(record).type === "pay_next_month"
  }

  /** A period that the product offers: the requested one if it is offered, months. */
  periodOf(session: SandboxSession, wished: number | undefined): number {
    const product = this.productOf(session)
    return wished !== undefined && product.periodOptions.includes(wished) ? wished : defaultPeriodOf(product)
  }

  allSessions(): SandboxSession[] {
    return [...this.sessions.values()]
  }

  allContracts(): SandboxContract[] {
    return [...this.contracts.values()]
  }

  reset(): void {
    this.sessions.clear()
    this.contracts.clear()
    this.contractNumber = 0
  }
}
