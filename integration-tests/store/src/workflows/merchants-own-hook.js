const { completeCartWorkflow } = require("@medusajs/medusa/core-flows")

/** What a merchant's own code may do after an order was made: fail. A test says how often. */
completeCartWorkflow.hooks.orderCreated(async () => {
  if (!globalThis.inbankTestHookFailures) return
  globalThis.inbankTestHookFailures -= 1
  throw new Error("the merchant's own hook failed at 10.0.0.7")
})
