import type { Answered } from "./ask"
import type { Contender, Name } from "./contenders"

/** One turn of one contender. */
export interface Sample {
  milliseconds: number
  queries: number
  transactions: number
  /** Requests that had reached the other side when it answered, by route. */
  upstream: Record<string, number>
}

export type Samples = Record<Name, Sample[]>

/** After an answer work may continue in the background: the next contender is measured only after it has ended. */
const QUIET_MS = 25

/**
 * Lets the contenders take turns, a different one first in each round. The first rounds only warm up.
 * @param act one measured request of the round; everything that it needs is prepared.
 */
export async function sideBySide(
  contenders: readonly Contender[],
  rounds: { warmUps: number; measured: number },
  act: (contender: Contender, round: number) => Promise<Answered>,
): Promise<Samples> {
  const samples: Samples = { inbank: [], stripe: [], system: [] }
  for (let round = 0; round < rounds.warmUps + rounds.measured; round += 1) {
    for (let place = 0; place < contenders.length; place += 1) {
      const contender = contenders[(place + round) % contenders.length]
      if (!contender) continue
      const before = contender.upstream()
      const { milliseconds, queries, transactions } = await act(contender, round)
      const upstream = difference(contender.upstream(), before)
      await contender.store.rest(QUIET_MS)
      if (round >= rounds.warmUps)
        samples[contender.name].push({ milliseconds, queries, transactions, upstream })
    }
  }
  return samples
}

function difference(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
  const changed = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
  return Object.fromEntries(changed.filter(([, count]) => count > 0))
}

export function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
