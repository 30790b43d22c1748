import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { InbankProvider } from "./service"

export default ModuleProvider(Modules.PAYMENT, { services: [InbankProvider] })
