/** The lines that one text has and the other has not, as `diff` shows them: `-` before, `+` after. */
export function changedLines(before: string, after: string): string[] {
  const olds = linesOf(before)
  const news = linesOf(after)
  const common = commonLines(olds, news)
  const changes: string[] = []
  let [i, j] = [0, 0]
  for (;;) {
    const [old, now] = [olds[i], news[j]]
    if (old !== undefined && old === now) {
      i++
      j++
    } else if (old !== undefined && (now === undefined || common(i + 1, j) >= common(i, j + 1))) {
      changes.push(`- ${old}`)
      i++
    } else if (now !== undefined) {
      changes.push(`+ ${now}`.trimEnd())
      j++
    } else {
      return changes
    }
  }
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/)
}

/** How many lines two texts have in common, in the same order, from these lines on. */
function commonLines(olds: readonly string[], news: readonly string[]): (i: number, j: number) => number {
  const table = olds.map(() => news.map(() => 0))
  const common = (i: number, j: number) => table[i]?.[j] ?? 0
  for (let i = olds.length - 1; i >= 0; i--) {
    table[i] = news.map(() => 0)
    for (let j = news.length - 1; j >= 0; j--) {
      const longest =
        olds[i] === news[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1))
      table[i]?.splice(j, 1, longest)
    }
  }
  return common
}
