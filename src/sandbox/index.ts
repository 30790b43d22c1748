export type { CannedAnswer, FaultKind, FaultRequest } from "./api/fault-request"
export type { Fault } from "./api/live-fault"
export { apiRoutes, type JournalEntry } from "./api/journal"
export { sandboxLocales } from "./api/pos-session-request"
export type { SandboxCallback } from "./bank/callbacks"
export { declinedAmounts } from "./bank/decision"
export { NotPossible } from "./bank/not-possible"
export type {
  ContractStatus,
  PartnerUrls,
  PosSessionStatus,
  SandboxContract,
  SandboxSession,
} from "./bank/records"
export { signCallback, type CallbackFields } from "./bank/signature"
export type { Customer, Portal, Redirect } from "./control/people"
export { NotValid } from "./parsing"
export type { Sandbox, SandboxFaults, SandboxOptions, SandboxState } from "./sandbox"
export { demoShop, type SandboxProduct, type SandboxProductType, type SandboxShop } from "./shops"
export { startSandbox } from "./start-sandbox"
