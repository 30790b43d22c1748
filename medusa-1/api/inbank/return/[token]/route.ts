import { customerBack } from "../../../../settle/customer-back"

export const GET = customerBack
export const POST = customerBack
