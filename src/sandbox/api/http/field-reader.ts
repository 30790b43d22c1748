type JsonObject = Readonly<Record<string, unknown>>

/**
 * Reads the fields of a JSON object and collects a snake_case code for each that is missing or not valid, so that one
 * answer names all errors at once, like Inbank's. Codes seen: `product_code_is_missing`, `return_url_is_not_valid`,
 * `method_does_not_have_a_valid_value`; others are INFERRED from their pattern.
 */
export class FieldReader {
  constructor(
    private readonly fields: JsonObject,
    readonly codes: string[] = [],
    private readonly prefix = "",
  ) {}

  static of(body: unknown): FieldReader {
    return new FieldReader(isJsonObject(body) ? body : {})
  }

  /** A field that must be there and pass the test. `undefined`: a code was noted. */
  required<Value>(name: string, isValid: (value: unknown) => value is Value): Value | undefined {
    if (isAbsent(this.fields[name])) {
      this.fault(name, "is_missing")
      return undefined
    }
    return this.optional(name, isValid)
  }

  /** A field that may be absent or null. `undefined`: it is absent, or a code was noted. */
  optional<Value>(
    name: string,
    isValid: (value: unknown) => value is Value,
    fault = "is_not_valid",
  ): Value | undefined {
    const value = this.fields[name]
    if (isAbsent(value)) return undefined
    if (isValid(value)) return value
    this.fault(name, fault)
    return undefined
  }

  /** A reader of a nested object that shares this reader's codes. */
  nested(name: string, need: "required" | "optional", prefix = ""): FieldReader | undefined {
    const fields = need === "required" ? this.required(name, isJsonObject) : this.optional(name, isJsonObject)
    return fields && new FieldReader(fields, this.codes, prefix)
  }

  fault(name: string, what: string): void {
    this.codes.push(`${this.prefix}${toSnakeCase(name)}_${what}`)
  }

  /** The object itself, including fields that the sandbox does not know. */
  raw(): JsonObject {
    return this.fields
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== ""
}

/** Major units with at most two decimals, as a JSON number. INFERRED: v3 refuses a string here (v2 accepted one). */
export function isAmount(value: unknown): value is number {
  return isNotNegativeAmount(value) && value > 0
}

export function isNotNegativeAmount(value: unknown): value is number {
  return (
    typeof value === "number" &&
    Number.isFinite(value) &&
    value >= 0 &&
    Math.abs(Math.round(value * 100) / 100 - value) < 1e-9
  )
}

export function isWholeNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value)
}

export function isCurrency(value: unknown): value is string {
  return typeof value === "string" && /^[A-Z]{3}$/.test(value)
}

export function isWebAddress(value: unknown): value is string {
  return typeof value === "string" && /^https?:\/\/[^\s/]\S*$/i.test(value) && URL.canParse(value)
}

/** ISO 8601 with a time and an offset, as in Inbank's example 2021-02-17T11:10:00+02:00. */
export function isDateTime(value: unknown): value is string {
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/
  return typeof value === "string" && pattern.test(value) && !Number.isNaN(Date.parse(value))
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ""
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
