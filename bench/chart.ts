import type { Comparison } from "./measured"
import type { Name } from "./support/contenders"

/** Ours is the dark one. */
const SERIES: readonly { name: Name; label: string; colour: string }[] = [
  { name: "inbank", label: "this plugin, Inbank's sandbox", colour: "#5b21b6" },
  { name: "stripe", label: "Medusa's Stripe provider, a stub of Stripe", colour: "#8b9cc7" },
  { name: "system", label: "Medusa's system provider, which asks nobody", colour: "#c9cfdd" },
]

const WIDTH = 760
const LEFT = 215
const RIGHT = 70
const BAR = 16
const GAP = 4
const BETWEEN = 26
const TOP = 92
const GROUP = SERIES.length * (BAR + GAP) + BETWEEN

/** Medians as bars and p95 as a whisker, for each step of a purchase. A pure function of the measurements. */
export function purchaseChart(compared: readonly Comparison[]): string {
  const longest = Math.max(...compared.flatMap(({ figures }) => SERIES.map(({ name }) => figures[name].p95)))
  const scale = (milliseconds: number) => (milliseconds / longest) * (WIDTH - LEFT - RIGHT)
  const height = TOP + compared.length * GROUP
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif" font-size="13" fill="#1f2430">`,
    `  <title id="title">${description(compared)}</title>`,
    `  <rect width="${WIDTH}" height="${height}" rx="8" fill="#ffffff"/>`,
    ...SERIES.map(({ label, colour }, at) => legend(label, colour, 20 + at * 22)),
    ...compared.flatMap((comparison, at) => group(comparison, TOP + at * GROUP, scale)),
    "</svg>",
    "",
  ].join("\n")
}

function legend(label: string, colour: string, y: number): string {
  return `  <rect x="${LEFT}" y="${y - 10}" width="12" height="12" rx="2" fill="${colour}"/><text x="${LEFT + 20}" y="${y}">${label}${y === 20 ? " · bar: median, line: p95, in ms" : ""}</text>`
}

function group({ step, figures }: Comparison, y: number, scale: (milliseconds: number) => number): string[] {
  return [
    `  <text x="${LEFT - 14}" y="${y + GROUP / 2 - 8}" text-anchor="end" font-weight="600">${step}</text>`,
    ...SERIES.flatMap(({ name, colour }, at) => {
      const top = y + at * (BAR + GAP)
      const [end, far] = [LEFT + scale(figures[name].p50), LEFT + scale(figures[name].p95)]
      const middle = top + BAR / 2
      return [
        `  <rect x="${LEFT}" y="${top}" width="${(end - LEFT).toFixed(1)}" height="${BAR}" rx="2" fill="${colour}"/>`,
        `  <path d="M${end.toFixed(1)} ${middle}H${far.toFixed(1)}M${far.toFixed(1)} ${middle - 4}v8" stroke="#1f2430" fill="none"/>`,
        `  <text x="${(far + 8).toFixed(1)}" y="${middle + 4.5}">${figures[name].p50.toFixed(0)}</text>`,
      ]
    }),
  ]
}

/** For readers who cannot see it. */
function description(compared: readonly Comparison[]): string {
  const steps = compared.map(({ step, figures }) => {
    const [ours, stripe, system] = SERIES.map(({ name }) => figures[name].p50.toFixed(0))
    return `${step}: ${ours} ms with this plugin, ${stripe} with Stripe on a stub, ${system} with the system provider`
  })
  return `Median times. ${steps.join("; ")}.`
}
