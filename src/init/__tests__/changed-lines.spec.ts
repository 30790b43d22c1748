import { changedLines } from "../changed-lines"

describe("What init shows of a change", () => {
  it.each([
    ["nothing where nothing changes", "a\nb\n", "a\nb\n", []],
    ["the lines that come", "a\nb\n", "a\nx\nb\ny\n", ["+ x", "+ y"]],
    [
      "a line that changes, before and after",
      "a\n  }\n})\n",
      "a\n  },\n  b\n})\n",
      ["-   }", "+   },", "+   b"],
    ],
    ["all of a file that is new, without blanks at the end of a line", "", "\na\n", ["+", "+ a"]],
    ["lines of Windows as any others", "a\r\nb\r\n", "a\r\nx\r\nb\r\n", ["+ x"]],
  ])("is %s", (_what, before, after, lines) => {
    expect(changedLines(before, after)).toEqual(lines)
  })
})
