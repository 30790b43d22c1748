import { z } from "zod"
import { plainText } from "../../client"

/**
 * What we can use of a callback's message. Its fields are UNKNOWN, so each is optional, and a wrong one is no error.
 */
const messageSchema = z.object({
  status: z.string().optional().catch(undefined),
  uuid: z.guid().optional().catch(undefined),
  posSessionUuid: z.guid().optional().catch(undefined),
})

/** The word that Inbank's message says about the session, for the audit log only: what happened is asked by GET. */
export function statusNamedIn(message: string): string | undefined {
  const { status } = fieldsOf(message)
  return status === undefined ? undefined : plainText(status).trim().slice(0, 40)
}

/**
 * The session at Inbank that the message names. It is only a hint, for a row whose POST was never answered: Inbank is
 * asked whether the session belongs to that row.
 */
export function sessionNamedIn(message: string): string | undefined {
  const { uuid, posSessionUuid } = fieldsOf(message)
  return uuid ?? posSessionUuid
}

function fieldsOf(message: string): z.output<typeof messageSchema> {
  try {
    return messageSchema.safeParse(JSON.parse(message)).data ?? {}
  } catch {
    return {}
  }
}
