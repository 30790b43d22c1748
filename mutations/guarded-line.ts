/** A line that guards money or truth, what replaces it, and the tests that must notice. */
export interface GuardedLine {
  theme: string
  /** From the root of the repository. */
  file: string
  /** Exactly as in the file, where it occurs once. */
  text: string
  broken: string
  /** Jest's `--testPathPatterns`, e.g. `http/money`. */
  suites: readonly string[]
  /** Jest's `--testNamePattern`, where a part of these suites is enough. */
  titles?: string
}

/** Lines of one file that the same suites guard: the text, what replaces it, and the titles that are enough. */
export interface Guarded {
  file: string
  suites: readonly string[]
  lines: readonly (readonly [text: string, broken: string, titles?: string])[]
}

export function guardedLines(theme: string, guarded: readonly Guarded[]): GuardedLine[] {
  return guarded.flatMap(({ file, suites, lines }) =>
    lines.map(([text, broken, titles]) => ({ theme, file, text, broken, suites, titles })),
  )
}

/** @returns nothing unless the text occurs in the source exactly once: otherwise the wrong place could be broken. */
export function breakLine(source: string, { text, broken }: GuardedLine): string | undefined {
  const [before, after, ...more] = source.split(text)
  if (before === undefined || after === undefined || more.length > 0) return undefined
  return before + broken + after
}
