/** The value below which this part of the values lies: 0.5 is the median. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * part
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  if (below === undefined || above === undefined) throw new Error("there is no value to take a quantile of")
  return below + (above - below) * (place - Math.floor(place))
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** A ratio that was measured several times. */
export interface Ratio {
  median: number
  lowest: number
  highest: number
}

const BLOCKS = 5

/**
 * How many times as long ours took as the peer's: from the medians of five blocks, which were taken alternately. A
 * temporary disturbance of the machine affects both sides of a block, and the spread shows it.
 */
export function ratioOf(ours: readonly number[], peers: readonly number[]): Ratio {
  return spreadOf(blockRatios(ours, peers))
}

/** The ratio of the medians of each block. */
export function blockRatios(ours: readonly number[], peers: readonly number[]): number[] {
  const others = blocksOf(peers)
  return blocksOf(ours).map((block, at) => median(block) / median(others[at] ?? []))
}

export function spreadOf(ratios: readonly number[]): Ratio {
  return { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) }
}

function blocksOf(values: readonly number[]): number[][] {
  const blocks = Math.min(BLOCKS, values.length)
  return Array.from({ length: blocks }, (_nothing, at) =>
    values.slice(Math.round((at * values.length) / blocks), Math.round(((at + 1) * values.length) / blocks)),
  )
}
