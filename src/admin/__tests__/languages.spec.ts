import { AFTER_SALE_SENTENCES } from "../../domain/after-sale/sentences"
import { STANDINGS } from "../../domain/session/lifecycle"
import { PROBLEM_KINDS } from "../../domain/problems"
import resources, { DICTIONARIES, type Language } from "../i18n"

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>

const english: Texts = DICTIONARIES.en
const languages = Object.entries<Texts>(DICTIONARIES)

describe("The admin's texts", () => {
  it.each(languages)("have every text in %s, and none that English lacks", (_, texts) => {
    expect(keysOf(texts)).toEqual(keysOf(english))
  })

  it.each(languages)("are nowhere empty in %s", (_, texts) => {
    expect(keysOf(texts).filter((key) => textOf(texts, key).trim() === "")).toEqual([])
  })

  it.each(languages)("fill the same values into the texts in %s", (_, texts) => {
    const placeholders = keysOf(texts).map((key) => [key, valuesOf(textOf(texts, key))])
    expect(placeholders).toEqual(keysOf(english).map((key) => [key, valuesOf(textOf(english, key))]))
  })

  it.each(languages.filter(([language]) => language !== "en"))(
    "leave no sentence in English in %s",
    (_, texts) => {
      const isSentence = (key: string) => textOf(english, key).split(" ").length > 2
      expect(
        keysOf(texts).filter((key) => isSentence(key) && textOf(texts, key) === textOf(english, key)),
      ).toEqual([])
    },
  )

  it("are given to Medusa for each language, in a namespace of their own", () => {
    for (const language of Object.keys(DICTIONARIES) as Language[]) {
      expect(resources[language]).toEqual({ inbank: DICTIONARIES[language] })
    }
  })

  it("say in English what the server says of what can be done", () => {
    const said = Object.entries(AFTER_SALE_SENTENCES).map(([code, sentence]) => [
      code,
      sentence.replaceAll(/\{(\w+)\}/g, "{{$1}}"),
    ])
    expect(Object.entries(DICTIONARIES.en.possibility)).toEqual(said)
  })

  it("have a word for every standing and a title and a remedy for every problem, and for nothing else", () => {
    expect(Object.keys(DICTIONARIES.en.standing)).toEqual(expect.arrayContaining([...STANDINGS]))
    for (const section of ["problem_title", "problem_remedy"] as const) {
      expect(Object.keys(DICTIONARIES.en[section]).toSorted()).toEqual([...PROBLEM_KINDS].toSorted())
    }
  })
})

function keysOf(texts: Texts): string[] {
  return Object.entries(texts).flatMap(([section, of]) => Object.keys(of).map((key) => `${section}.${key}`))
}

function textOf(texts: Texts, path: string): string {
  const [section = "", key = ""] = path.split(".")
  return texts[section]?.[key] ?? ""
}

function valuesOf(text: string): string[] {
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort()
}
