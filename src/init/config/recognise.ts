import type ts from "typescript"
import { PAYMENT_MODULE, PLUGIN } from "../entries"
import type { ConfigSource } from "./config-source"

/** Medusa takes both. */
const PAYMENT_PACKAGES = [PAYMENT_MODULE, "@medusajs/payment"]
const OURS = new RegExp(`(^|[/\\\\])${PLUGIN}([/\\\\]|$)`)
const PAYMENT_KEY = /^\[?(["']?payment["']?|(\w+\.)?PAYMENT)\]?$/

interface ModuleEntry {
  /** As it is written: `payment`, `[Modules.PAYMENT]`. */
  key?: string | undefined
  node: ts.Expression
  always: boolean
}

/** Whether a package's name, or a path, is the plugin's or a file's of it. */
export function isOurs(specifier: string): boolean {
  return OURS.test(specifier)
}

/** The packages that an entry may load: `"x"`, `{ resolve: "x" }`, `{ resolve: require.resolve("x") }`. */
export function packagesOf(source: ConfigSource, entry: ts.Expression): string[] {
  const resolve = source.isObject(entry) ? source.value(entry, "resolve") : entry
  const packages = resolve ? source.texts(resolve) : []
  if (packages.length === 0) throw source.notUnderstood(entry, "it does not say which package it loads")
  return packages
}

/** The entry of Medusa's payment module, of which there is one at most. */
export function paymentModuleOf(
  source: ConfigSource,
  modules: ts.Expression,
): ts.ObjectLiteralExpression | undefined {
  const [payment, another] = entriesOf(source, modules).filter((entry) => isPayment(source, entry))
  if (another) throw source.notUnderstood(another.node, "it is a second payment module")
  if (!payment) return undefined
  if (!payment.always) throw source.notUnderstood(payment.node, "this payment module depends on a condition")
  if (!source.isObject(payment.node))
    throw source.notUnderstood(payment.node, "this payment module is no object that is written out")
  return payment.node
}

function isPayment(source: ConfigSource, { key = "", node }: ModuleEntry): boolean {
  const isMedusas = packagesOf(source, node).some((name) => PAYMENT_PACKAGES.includes(name))
  if (PAYMENT_KEY.test(key) && !isMedusas)
    throw source.notUnderstood(node, "it is no entry of Medusa's own payment module")
  return isMedusas
}

/** Medusa takes a list of modules, and an object of them. */
function entriesOf(source: ConfigSource, modules: ts.Expression): ModuleEntry[] {
  if (source.isObject(modules))
    return (
      source
        .properties(modules)
        .map(({ name, value }) => ({ key: name, node: value, always: true }))
        // A plain name says enough.
        .filter(({ key }) => PAYMENT_KEY.test(key) || key.startsWith("["))
    )
  return source.items(modules).map(({ node, always }) => {
    const key = source.isObject(node) ? source.value(node, "key") : undefined
    return { key: key?.getText(), node, always }
  })
}
