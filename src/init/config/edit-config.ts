import type ts from "typescript"
import type { Country } from "../../client/countries"
import { modules, options, paymentModule, PLUGIN_ENTRY, PLUGINS, providerEntry, providers } from "../entries"
import { NotUnderstood, type ConfigSource } from "./config-source"
import { insert, type Insertion } from "./insert"
import { isOurs, packagesOf, paymentModuleOf } from "./recognise"
import { styleOf } from "./style"

/** The file with both entries, which is the file as it was where they are there; or why that is left to people. */
export type ConfigEdit = { kind: "edited"; text: string } | { kind: "by_hand"; why: string }

/** Adds the plugin and a payment provider of this country, and leaves everything else as it is. */
export function editConfig(source: ConfigSource, country: Country): ConfigEdit {
  try {
    const config = source.config()
    const insertions = [...pluginInto(source, config), ...providerInto(source, config, country)]
    return { kind: "edited", text: insert(source, styleOf(source, config), together(insertions)) }
  } catch (failure) {
    if (failure instanceof NotUnderstood) return { kind: "by_hand", why: failure.message }
    throw failure
  }
}

function pluginInto(source: ConfigSource, config: ts.ObjectLiteralExpression): Insertion[] {
  const plugins = source.value(config, "plugins")
  if (!plugins) return [{ into: config, items: [PLUGINS] }]
  return appendUnlessThere(source, plugins, PLUGIN_ENTRY)
}

function providerInto(
  source: ConfigSource,
  config: ts.ObjectLiteralExpression,
  country: Country,
): Insertion[] {
  const found = source.value(config, "modules")
  if (!found) return [{ into: config, items: [modules(country)] }]
  const payment = paymentModuleOf(source, found)
  if (!payment) {
    if (source.isList(found)) return [{ into: found, items: [paymentModule(country)] }]
    if (source.isObject(found)) return [{ into: found, items: [`payment: ${paymentModule(country)}`] }]
    throw source.notUnderstood(found, "`modules` is no list and no object that is written out in this file")
  }
  const itsOptions = source.value(payment, "options")
  if (!itsOptions) return [{ into: payment, items: [options(country)] }]
  if (!source.isObject(itsOptions))
    throw source.notUnderstood(itsOptions, "the payment module's `options` are no object that is written out")
  const itsProviders = source.value(itsOptions, "providers")
  if (!itsProviders) return [{ into: itsOptions, items: [providers(country)] }]
  return appendUnlessThere(source, itsProviders, providerEntry(country))
}

function appendUnlessThere(source: ConfigSource, list: ts.Expression, entry: string): Insertion[] {
  if (source.items(list).some(({ node }) => packagesOf(source, node).some(isOurs))) return []
  if (!source.isList(list)) throw source.notUnderstood(list, "it depends on a condition")
  return [{ into: list, items: [entry] }]
}

/** What goes into one object goes there at once. */
function together(insertions: readonly Insertion[]): Insertion[] {
  const containers = [...new Set(insertions.map(({ into }) => into))]
  return containers.map((into) => ({
    into,
    items: insertions.filter((insertion) => insertion.into === into).flatMap(({ items }) => items),
  }))
}
