import { customerReturnRoute } from "../../customer-return"

export const GET = customerReturnRoute("return")
export const POST = GET
