import { RequestRefused, ServerAway } from "../api/http"
import { errorSentence } from "../texts/error-sentence"
import { isUnderWay } from "../api/refusal"
import { DICTIONARIES } from "../i18n"
import { formatsFor } from "../texts/formats"
import type { Texts } from "../texts/use-texts"

const texts: Texts = {
  ...formatsFor("en"),
  language: "en",
  t: (key) => key,
  word: (_section, _word, otherwise) => otherwise,
}
const warning = "common.may_be_done"

describe("What the merchant reads when something did not work", () => {
  it("is Medusa's own sentence where it has one", () => {
    expect(errorSentence(texts, new RequestRefused(500, "Inbank is away."))).toBe("Inbank is away.")
  })

  it.each([new RequestRefused(500, undefined), new RequestRefused(502, undefined), new ServerAway("")])(
    "warns that it may have been done all the same when nobody knows (%s)",
    (error) => {
      expect(errorSentence(texts, error)).toContain(warning)
      expect(DICTIONARIES.en.common.may_be_done).toContain("look again")
    },
  )

  it("does not warn when it was refused without a sentence", () => {
    expect(errorSentence(texts, new RequestRefused(404, undefined))).not.toContain(warning)
  })

  it("is no refusal where the server's code says that it is under way, whatever its sentence", () => {
    expect(isUnderWay(new RequestRefused(400, "…", "activating"))).toBe(true)
    expect(isUnderWay(new RequestRefused(400, "…", "not_refunded_yet"))).toBe(true)
    expect(isUnderWay(new RequestRefused(400, "Approved.", "not_captured"))).toBe(false)
    expect(isUnderWay(new RequestRefused(500, "Approved."))).toBe(false)
    expect(isUnderWay(new ServerAway(""))).toBe(false)
  })
})
