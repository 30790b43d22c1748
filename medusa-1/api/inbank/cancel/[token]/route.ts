import { customerBack } from "../../../../checkout/customer-return"

export const GET = customerBack
export const POST = customerBack
