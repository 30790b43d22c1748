export type { CannedAnswer, FaultKind, FaultRequest, PlannedFault } from "./fault-request"
export type { Fault } from "./api/faults/live-fault"
export type { JournalEntry } from "./api/journal"
export { apiRoutes } from "./api/routes"
export { sandboxLocales } from "./api/pos-session-request"
export type { SandboxCallback } from "./bank/callbacks/sent-callback"
export type { CallbackDisturbance, CallbackSignature, PlannedDisturbance } from "./bank/callbacks/disturbance"
export { declinedAmounts } from "./bank/decision"
export { NotPossible } from "./bank/not-possible"
export type {
  ContractStatus,
  PartnerUrls,
  PosSessionStatus,
  SandboxContract,
  SandboxContractVersion,
  SandboxSession,
} from "./bank/records"
export { signCallback, type CallbackFields } from "./bank/callbacks/signature"
export type { TerminationReason } from "./bank/records"
export type { Customer, Portal, Redirect } from "./control/people"
export { NotValid } from "./parsing"
export type {
  Sandbox,
  SandboxCallbacks,
  SandboxClock,
  SandboxFaults,
  SandboxOptions,
  SandboxPayouts,
  SandboxState,
} from "./sandbox"
export {
  demoShop,
  type SandboxProduct,
  type SandboxProductType,
  type SandboxShop,
  type ShopPaths,
} from "./shops"
export { startSandbox } from "./start-sandbox"
