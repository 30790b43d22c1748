/**
 * Starts the store on this machine only (`medusa start` would listen on all interfaces) and tells its parent when it is
 * ready. With MERCHANT_PASSWORD it makes the merchant's account first.
 */
const express = require("express")
const loaders = require("@medusajs/medusa/dist/loaders").default

async function start() {
  const app = express()
  const { container } = await loaders({ directory: __dirname, expressApp: app, isTest: false })
  await new Promise((resolve) => app.listen(Number(process.env.PORT), "127.0.0.1", resolve))
  if (process.env.MERCHANT_PASSWORD) await createMerchant(container)
  process.send("ready")
}

async function createMerchant(container) {
  const email = "merchant@example.com"
  await container.resolve("manager").transaction(async (transaction) => {
    await container
      .resolve("userService")
      .withTransaction(transaction)
      .create({ email, role: "admin" }, process.env.MERCHANT_PASSWORD)
  })
}

process.on("disconnect", () => process.exit(0))
start().catch((error) => {
  console.error(error)
  process.exit(1)
})
