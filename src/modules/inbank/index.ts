import "../../client/supported-node"
import { Module } from "@medusajs/framework/utils"
import { InbankModuleService } from "./service"

/** The module's name in Medusa's container. */
export const INBANK_MODULE = "inbank"

export default Module(INBANK_MODULE, { service: InbankModuleService })
