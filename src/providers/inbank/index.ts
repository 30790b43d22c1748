import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import requirePlugin from "./plugin-loader"
import { InbankProvider } from "./service"

export default ModuleProvider(Modules.PAYMENT, { services: [InbankProvider], loaders: [requirePlugin] })
