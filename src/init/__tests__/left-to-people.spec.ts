import { editOf } from "./edited"

const PLUGINS = `plugins: ["medusa-payment-inbank"]`

describe("medusa-config, as init leaves it to people,", () => {
  it.each([
    [
      "without a default export",
      `export const config = {}`,
      /^medusa-config\.ts has no single default export\.$/,
    ],
    [
      "made by a function of its own",
      `module.exports = withRedis(defineConfig({}))`,
      /line 1: what is exported/,
    ],
    ["imported", `import config from "./config"\nexport default config`, /line 2: what is exported/],
    ["that brings unknown parts", `module.exports = {\n  ...shared,\n}`, /line 2: it may bring a `plugins`/],
    [
      "with plugins that are made elsewhere",
      `module.exports = { plugins: plugins() }`,
      /line 1: it is no list/,
    ],
    [
      "with plugins of unknown names",
      `module.exports = { plugins: [loyalty] }`,
      /does not say which package/,
    ],
    ["with plugins behind a condition", `module.exports = { plugins: a ? ["a"] : [] }`, /on a condition/],
    [
      "with modules that are made elsewhere",
      `module.exports = { ${PLUGINS}, modules: modules() }`,
      /no list/,
    ],
    ["with modules of unknown kinds", `module.exports = { ${PLUGINS}, modules: [brand] }`, /which package/],
    [
      "with a payment module behind a condition",
      `module.exports = { ${PLUGINS}, modules: [...(stripe ? [{ resolve: "@medusajs/medusa/payment" }] : [])] }`,
      /this payment module depends on a condition/,
    ],
    [
      "with a payment module of its own",
      `module.exports = { ${PLUGINS}, modules: { [Modules.PAYMENT]: { resolve: "./src/modules/payment" } } }`,
      /no entry of Medusa's own payment module/,
    ],
    [
      "with a payment module of its own in a list",
      `module.exports = { ${PLUGINS}, modules: [{ key: Modules.PAYMENT, resolve: "./src/modules/payment" }] }`,
      /no entry of Medusa's own payment module/,
    ],
    [
      "with a payment module that is made elsewhere",
      `module.exports = { ${PLUGINS}, modules: { payment: payment("stripe") } }`,
      /no entry of Medusa's own payment module/,
    ],
    [
      "with two payment modules",
      `module.exports = { ${PLUGINS}, modules: [\n{ resolve: "@medusajs/medusa/payment" },\n{ resolve: "@medusajs/payment" }] }`,
      /line 3: it is a second payment module/,
    ],
    [
      "with options of the payment module that are made elsewhere",
      `module.exports = { ${PLUGINS}, modules: [{ resolve: "@medusajs/medusa/payment", options: options() }] }`,
      /`options` are no object/,
    ],
    [
      "with providers that are made elsewhere",
      `module.exports = { ${PLUGINS}, modules: [{ resolve: "@medusajs/medusa/payment", options: { providers } }] }`,
      /it is no list/,
    ],
  ])("is one %s", (_form, text, why) => {
    expect(editOf(text)).toEqual({ kind: "by_hand", why: expect.stringMatching(why) })
  })

  it("is told by its line alone: what stands there may be secret", () => {
    expect(editOf(`module.exports = { plugins: [load("sk_live_1")].flat() }`)).toEqual({
      kind: "by_hand",
      why: "medusa-config.ts, line 1: it is no list that is written out in this file.",
    })
  })
})
