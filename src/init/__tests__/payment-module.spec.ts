import { edited, PLUGIN } from "./edited"

describe("The payment module of medusa-config, as init completes it,", () => {
  it("gets what it has not: options, or their providers", () => {
    const config = (payment: string) =>
      `module.exports = {\n  plugins: [${PLUGIN}],\n  modules: [\n    ${payment},\n  ],\n};\n`
    const [without, empty] = [
      edited(config('{ resolve: "@medusajs/medusa/payment" }')),
      edited(config('{\n      resolve: "@medusajs/medusa/payment",\n      options: {},\n    }')),
    ]
    expect(without).toContain(
      `    { resolve: "@medusajs/medusa/payment", options: {\n      providers: [\n        {\n          resolve:`,
    )
    expect(empty).toContain(
      `      options: {\n        providers: [\n          {\n            resolve: "medusa-payment-inbank/`,
    )
    expect(empty).toContain(`\n          },\n        ],\n      },\n    },\n  ],\n};\n`)
  })

  it.each([
    ["payment", "@medusajs/medusa/payment"],
    ['"payment"', "@medusajs/payment"],
    ["[Modules.PAYMENT]", "@medusajs/medusa/payment"],
  ])("is found under the key %s of an object of modules", (key, resolve) => {
    const text = `export default {
\tplugins: [${PLUGIN}],
\tmodules: {
\t\teventBus: true,
\t\t[BRAND]: { resolve: "./src/modules/brand" },
\t\t${key}: { resolve: "${resolve}", options: { providers: [] } },
\t},
}
`
    const after = edited(text)
    expect(after).toContain(
      `{ providers: [\n\t\t\t{\n\t\t\t\tresolve: "medusa-payment-inbank/providers/inbank",`,
    )
    expect(after).toContain(`\n\t\t\t\t},\n\t\t\t},\n\t\t] } },\n\t},\n}\n`)
  })

  it("comes into an object of modules that has none", () => {
    const text = `export default {\n\tplugins: [${PLUGIN}],\n\tmodules: {\n\t\tcache: { resolve: "x" },\n\t},\n}\n`
    expect(edited(text)).toContain(
      `\t\tcache: { resolve: "x" },\n\t\tpayment: {\n\t\t\tresolve: "@medusajs/medusa/payment",\n\t\t\toptions: {\n`,
    )
  })
})
