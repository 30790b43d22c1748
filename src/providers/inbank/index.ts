import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import requirePlugin from "./plugin-loader"
import { InbankProvider } from "./service"
import supportedMedusa from "./supported-medusa"

export default ModuleProvider(Modules.PAYMENT, {
  services: [InbankProvider],
  loaders: [supportedMedusa, requirePlugin],
})
