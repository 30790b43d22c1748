import { customerReturnRoute } from "../../customer-return"

export const GET = customerReturnRoute("cancel")
export const POST = GET
