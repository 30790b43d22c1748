import { errorText } from "../error-text"

describe("An error in the log", () => {
  it.each<[string, unknown, string]>([
    ["an error", new TypeError("x is undefined"), "TypeError: x is undefined"],
    ["what a workflow of Medusa's throws", { type: "not_allowed", message: "No." }, "not_allowed: No."],
    ["an object with a message", { message: "No." }, "No."],
    ["any other object", { code: 7 }, "an error without a message"],
    ["a word", "No.", "No."],
    ["nothing", undefined, "undefined"],
  ])("that is %s is told in words", (_kind, error, text) => {
    expect(errorText(error)).toBe(text)
  })
})
