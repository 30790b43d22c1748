import { appendFile, readFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"

const lineSchema = z.object({
  situation: z.string(),
  tries: z.number(),
  ordersExpected: z.number(),
  ordersFound: z.number(),
  refundsExpected: z.number(),
  refundsFound: z.number(),
  upstreamCalls: z.number(),
  lost: z.number(),
  doubled: z.number(),
  seconds: z.number(),
})
export type Line = z.output<typeof lineSchema>

const file = () => join(process.env.FAULTS_DIRECTORY ?? "", "report.jsonl")

/** Keeps one line for the table that the run ends with. Suites run in processes of their own, so it goes over a file. */
export async function report(line: Line): Promise<void> {
  await appendFile(file(), `${JSON.stringify(line)}\n`)
}

export async function printTable(): Promise<void> {
  const text = await readFile(file(), "utf8").catch(() => "")
  const lines = text.split("\n").filter(Boolean)
  if (lines.length === 0) return
  process.stdout.write(`\n${table(lines.map((line) => lineSchema.parse(JSON.parse(line))))}\n`)
}

const COLUMNS: readonly (readonly [title: string, field: keyof Line])[] = [
  ["situation", "situation"],
  ["tries", "tries"],
  ["orders expected", "ordersExpected"],
  ["orders found", "ordersFound"],
  ["refunds expected", "refundsExpected"],
  ["refunds found", "refundsFound"],
  ["upstream calls", "upstreamCalls"],
  ["lost", "lost"],
  ["doubled", "doubled"],
  ["seconds", "seconds"],
]

function table(lines: Line[]): string {
  const sum = (field: Exclude<keyof Line, "situation">) =>
    lines.reduce((total, line) => total + line[field], 0)
  const total: Line = {
    situation: "all",
    tries: sum("tries"),
    ordersExpected: sum("ordersExpected"),
    ordersFound: sum("ordersFound"),
    refundsExpected: sum("refundsExpected"),
    refundsFound: sum("refundsFound"),
    upstreamCalls: sum("upstreamCalls"),
    lost: sum("lost"),
    doubled: sum("doubled"),
    seconds: sum("seconds"),
  }
  const rows = [
    COLUMNS.map(([title]) => title),
    ...[...lines, total].map((line) => COLUMNS.map(([, field]) => cell(line[field]))),
  ]
  const widths = COLUMNS.map((_column, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0)))
        .join("  "),
    )
    .join("\n")
}

function cell(value: string | number): string {
  return typeof value === "number" && !Number.isInteger(value) ? value.toFixed(1) : String(value)
}
