const { createRequire } = require("node:module")
const { URL } = require("node:url")
const { ModuleProvider, Modules } = require("@medusajs/framework/utils")
const StripeProvider = require("@medusajs/payment-stripe/dist/services/stripe-provider").default

/** The version that the provider depends on. */
const Stripe = createRequire(require.resolve("@medusajs/payment-stripe"))("stripe")

/** Medusa's own Stripe provider with a client that calls a stub: it has no option for that. */
class StripeAtStub extends StripeProvider {
  constructor(container, options) {
    super(container, options)
    const { protocol, hostname, port } = new URL(options.stub)
    this.stripe_ = new Stripe(options.apiKey, {
      protocol: protocol.slice(0, -1),
      host: hostname,
      port: Number(port),
      telemetry: false,
    })
  }
}

module.exports = { default: ModuleProvider(Modules.PAYMENT, { services: [StripeAtStub] }) }
