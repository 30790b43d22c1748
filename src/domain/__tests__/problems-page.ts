import { PROBLEM_KINDS, PROBLEMS, type ProblemKind } from "../problems"
import { PROBLEM_TEXTS } from "./problem-texts"

const CLEARED_BY = {
  pass: "itself, when the next pass finds nothing of the kind",
  event: "what happens next of its kind",
  person: "somebody who says so",
}
const SEVERITIES = ["critical", "warning", "info"]

/** The two tables of docs/problems.md, from the catalogue. */
export function problemTables(): string {
  return ["session", "account"]
    .map((about) => {
      const kinds = PROBLEM_KINDS.filter((kind) => PROBLEMS[kind].about === about).toSorted(bySeverity)
      const title = about === "session" ? "## About one purchase" : "## About an account"
      return [
        title,
        "",
        "| kind | severity | what happened | what to do | cleared by |",
        "|---|---|---|---|---|",
        ...kinds.map(line),
      ].join("\n")
    })
    .join("\n\n")
}

function line(kind: ProblemKind): string {
  const { severity, clearedBy } = PROBLEMS[kind]
  const { happened, toDo } = PROBLEM_TEXTS[kind]
  return `| \`${kind}\` | ${severity} | ${happened} | ${toDo} | ${CLEARED_BY[clearedBy]} |`
}

function bySeverity(one: ProblemKind, other: ProblemKind): number {
  const rank = (kind: ProblemKind) => SEVERITIES.indexOf(PROBLEMS[kind].severity)
  return rank(one) - rank(other) || one.localeCompare(other)
}
