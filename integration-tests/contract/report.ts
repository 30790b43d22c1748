import { createScrub } from "../../src/client/http/scrub"
import type { Account } from "../../src/domain/account/account"
import type { Finding, Verdict } from "./compare"

const VERDICTS: readonly Verdict[] = ["different", "confirmed", "unknown"]

/** Findings as text, what differs first. Neither credentials nor personal data come into it. */
export function report(findings: readonly Finding[], account: Account): string {
  const scrub = createScrub([account.apiKey, account.shopUuid, account.productCode])
  const blocks = VERDICTS.flatMap((verdict) => {
    const ofThem = findings.filter((finding) => finding.verdict === verdict)
    return [`${verdict}: ${ofThem.length}`, ...ofThem.map((finding) => scrub(line(finding))), ""]
  })
  return ["What Inbank said about what docs/inbank-api.md assumes", "", ...blocks].join("\n")
}

function line({ section, field, weAssume, inbankSaid }: Finding): string {
  return `  ${section.padEnd(4)} ${field}\n         we assume: ${weAssume}\n         Inbank said: ${inbankSaid}`
}
