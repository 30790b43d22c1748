import type { SandboxContract, TerminationReason } from "./records"

/** Ends a contract, and with it its drafts. */
export function terminate(contract: SandboxContract, reason: TerminationReason, at: string): void {
  contract.status = "terminated"
  contract.terminatedAt = at
  contract.terminationReason = reason
  for (const version of contract.versions) if (version.status === "draft") version.status = "obsolete"
}
