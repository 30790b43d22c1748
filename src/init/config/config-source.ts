import type ts from "typescript"

/** The compiler's API, as a store brings it. */
export type TypeScript = typeof ts

/** Thrown where a configuration is written in a way that is left to people. The message says which. */
export class NotUnderstood extends Error {
  override readonly name = "NotUnderstood"
}

/** An item of a list, and whether it is there whatever a condition says. */
export interface Item {
  node: ts.Expression
  always: boolean
}

/** A medusa-config as it is written. Nothing of it is run. */
export class ConfigSource {
  private readonly file: ts.SourceFile

  constructor(
    private readonly ts: TypeScript,
    readonly name: string,
    readonly text: string,
  ) {
    this.file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  }

  /** Why it is no JavaScript or TypeScript at all. */
  syntaxError(): string | undefined {
    const { diagnostics = [] } = this.ts.transpileModule(this.text, {
      fileName: this.name,
      reportDiagnostics: true,
    })
    const [first] = diagnostics
    if (!first) return undefined
    return `${this.name}, line ${this.lineOf(first.start ?? 0)}: ${this.ts.flattenDiagnosticMessageText(first.messageText, " ")}`
  }

  /** The configuration object. */
  config(): ts.ObjectLiteralExpression {
    const [exported, ...more] = this.file.statements.flatMap((statement) => this.exportOf(statement))
    if (!exported || more.length > 0) throw new NotUnderstood(`${this.name} has no single default export.`)
    const found = this.followed(exported)
    const config = this.isDefineConfig(found) ? this.followed(found.arguments[0] ?? found) : found
    if (!this.isObject(config))
      throw this.notUnderstood(exported, "what is exported is no object, and no defineConfig of one")
    return config
  }

  isObject(node: ts.Expression): node is ts.ObjectLiteralExpression {
    return this.ts.isObjectLiteralExpression(node)
  }

  isList(node: ts.Expression): node is ts.ArrayLiteralExpression {
    return this.ts.isArrayLiteralExpression(node)
  }

  /** A property's value, if the object has it. */
  value(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
    const index = object.properties.findLastIndex((property) => this.nameOf(property) === name)
    const spread = object.properties.slice(index + 1).find(this.ts.isSpreadAssignment)
    if (spread) throw this.notUnderstood(spread, `it may bring a \`${name}\` of its own`)
    const property = object.properties[index]
    return property && this.valueOf(property)
  }

  /** All of an object, by name: `payment`, and `[Modules.PAYMENT]` as it is written. */
  properties(object: ts.ObjectLiteralExpression): { name: string; value: ts.Expression }[] {
    return object.properties.map((property) => ({
      name: this.nameOf(property) ?? "",
      value: this.valueOf(property),
    }))
  }

  /** Everything in a list, also what it takes from other lists of the file. */
  items(list: ts.Expression, always = true): Item[] {
    if (this.ts.isConditionalExpression(list))
      return [list.whenTrue, list.whenFalse].flatMap((branch) => this.items(this.followed(branch), false))
    if (!this.isList(list)) throw this.notUnderstood(list, "it is no list that is written out in this file")
    return list.elements.flatMap((element) =>
      this.ts.isSpreadElement(element)
        ? this.items(this.followed(element.expression), always)
        : [{ node: this.followed(element), always }],
    )
  }

  /** Every text within an expression, such as the "x" of `require.resolve("x")`. */
  texts(node: ts.Node): string[] {
    if (this.ts.isStringLiteralLike(node)) return [node.text]
    const found: string[] = []
    this.ts.forEachChild(node, (child) => void found.push(...this.texts(child)))
    return found
  }

  /** The sign that the file's first text is written with. */
  quote(): string {
    const first = (node: ts.Node): ts.Node | undefined =>
      this.ts.isStringLiteral(node) ? node : this.ts.forEachChild(node, first)
    return first(this.file)?.getText().charAt(0) ?? '"'
  }

  /** What the line of this position begins with. */
  indentAt(position: number): string {
    const begin = this.text.lastIndexOf("\n", position - 1) + 1
    return /^[ \t]*/.exec(this.text.slice(begin))?.[0] ?? ""
  }

  /** Names the line only: what stands there may be secret. */
  notUnderstood(node: ts.Node, why: string): NotUnderstood {
    return new NotUnderstood(`${this.name}, line ${this.lineOf(node.getStart())}: ${why}.`)
  }

  private nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
    return name && this.ts.isStringLiteral(name) ? name.text : name?.getText()
  }

  private valueOf(property: ts.ObjectLiteralElementLike): ts.Expression {
    if (this.ts.isPropertyAssignment(property)) return this.followed(property.initializer)
    if (this.ts.isShorthandPropertyAssignment(property)) return this.followed(property.name)
    throw this.notUnderstood(property, "what it brings is not written there")
  }

  private exportOf(statement: ts.Statement): ts.Expression[] {
    const { ts } = this
    if (ts.isExportAssignment(statement)) return [statement.expression]
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return []
    const { left, operatorToken, right } = statement.expression
    const assigns = operatorToken.kind === ts.SyntaxKind.EqualsToken
    return assigns && left.getText() === "module.exports" ? [right] : []
  }

  /** `defineConfig(…)`, also as `utils.defineConfig(…)`. */
  private isDefineConfig(node: ts.Expression): node is ts.CallExpression {
    return this.ts.isCallExpression(node) && /^(\w+\.)?defineConfig$/.test(node.expression.getText())
  }

  /** Without parentheses and types, and for a constant of the file its value. */
  private followed(node: ts.Expression): ts.Expression {
    const { ts } = this
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
      return this.followed(node.expression)
    const value = ts.isIdentifier(node) ? this.constant(node.text) : undefined
    return value ? this.followed(value) : node
  }

  private constant(name: string): ts.Expression | undefined {
    const { ts } = this
    return this.file.statements
      .filter((statement) => ts.isVariableStatement(statement))
      .filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) !== 0)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .find((declaration) => declaration.name.getText() === name)?.initializer
  }

  private lineOf(position: number): number {
    return this.file.getLineAndCharacterOfPosition(position).line + 1
  }
}
