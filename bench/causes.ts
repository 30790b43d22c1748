/** Why a target is missed, where it is: written down when it was found out, and printed with the miss only. */
export const CAUSES: Record<string, string> = {}
