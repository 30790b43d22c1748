import type { Hearing } from "./compare"
import type { Heard, Question } from "./conversation"

/** Ways to take out of an answer what Inbank said about one thing, in as few words as can be. */
type Hear = (heard: Heard) => Hearing

const NO_ANSWER = { silent: "no answer came" }

export function statusOf(question: Question): Hear {
  return ({ answers }) => {
    const answer = answers[question]
    return answer ? { said: String(answer.status) } : NO_ANSWER
  }
}

/** Whether the client can use the answer. */
export function readingOf(question: Question): Hear {
  return ({ answers }) => {
    const answer = answers[question]
    return answer ? { said: answer.read } : NO_ANSWER
  }
}

/** Which of these names the field has, e.g. `purchase.purchaseReference`; told as `missing` when it has none. */
export function nameIn(question: Question, ...names: string[]): Hear {
  return inBody(question, (body) => {
    const name = names.find((each) => valueAt(body, each) !== undefined)
    return name ?? `missing; there are ${namesIn(body)}`
  })
}

/** Type and value of a field that holds nothing personal. */
export function valueIn(question: Question, name: string): Hear {
  return inBody(question, (body) => {
    const value = valueAt(body, name)
    return value === undefined ? `missing; there are ${namesIn(body)}` : written(value)
  })
}

/** The type and shape of an error's `message`, and its words. */
export function messageOf(question: Question): Hear {
  return ({ answers }) => {
    const answer = answers[question]
    if (!answer) return NO_ANSWER
    if (answer.status < 400) return { silent: `no error: ${answer.status}` }
    return { said: written(valueAt(answer.body, "message")) }
  }
}

/** Looks into the body of a good answer; a refusal says nothing about the fields of a good one. */
export function inBody(question: Question, look: (body: unknown) => string | undefined): Hear {
  return ({ answers }) => {
    const answer = answers[question]
    if (!answer) return NO_ANSWER
    if (answer.status < 200 || answer.status > 299) return { silent: `answered ${answer.status}` }
    const said = look(answer.body)
    return said === undefined ? { silent: "not said" } : { said }
  }
}

/** `a.b` is the field b of the object a. */
export function valueAt(body: unknown, name: string): unknown {
  return name.split(".").reduce((value, key) => fieldOf(value, key), body)
}

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined
  const field: unknown = Reflect.get(value, key)
  return field
}

function namesIn(body: unknown): string {
  if (typeof body !== "object" || body === null) return "no fields"
  return Object.keys(body).join(", ") || "no fields"
}

/** `string "300.0"`, `number 300`, `list ["a"]`. */
function written(value: unknown): string {
  const type = value === null ? "null" : Array.isArray(value) ? "list" : typeof value
  return value === undefined ? "missing" : value === null ? "null" : `${type} ${JSON.stringify(value)}`
}
