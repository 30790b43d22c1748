import { STORE, type Finding } from "./finding"

/** The findings as a terminal shows them: what is about the store first, then each account's; errors before warnings. */
export function report(folder: string, findings: readonly Finding[]): string {
  const subjects = [...new Set([STORE, ...findings.map(({ subject }) => subject)])]
  const parts = subjects.flatMap((subject) => {
    const [errors, warnings] = bySeverity(findings.filter((finding) => finding.subject === subject))
    const about = [...errors, ...warnings]
    return about.length === 0 ? [] : [[subject, ...about.map(line)].join("\n")]
  })
  return [`Inbank in ${folder}`, ...parts, total(findings)].join("\n\n")
}

function line({ severity, message }: Finding): string {
  return `  ${severity.padEnd(7)}  ${message}`
}

function total(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Nothing found: customers can pay by Inbank."
  const [errors, warnings] = bySeverity(findings)
  return `${counted(errors.length, "error")}, ${counted(warnings.length, "warning")}`
}

function bySeverity(findings: readonly Finding[]): [errors: Finding[], warnings: Finding[]] {
  return [
    findings.filter(({ severity }) => severity === "error"),
    findings.filter(({ severity }) => severity === "warning"),
  ]
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`
}
