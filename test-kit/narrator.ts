/** Reports progress, with the seconds since the start. */
export interface Narrator {
  say: (sentence: string) => void
  /** Reports that something begins and, when it has ended, how long it took. */
  phase: <T>(title: string, work: () => Promise<T>) => Promise<T>
}

export function narrateTo(write: (line: string) => void): Narrator {
  const start = Date.now()
  const say = (sentence: string) => write(`[${seconds(start).padStart(6)} s] ${sentence}\n`)
  return {
    say,
    phase: async (title, work) => {
      say(`${title} …`)
      const began = Date.now()
      const result = await work()
      say(`${title}: done in ${seconds(began)} s`)
      return result
    },
  }
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1)
}
