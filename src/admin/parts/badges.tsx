import { Badge, StatusBadge } from "@medusajs/ui"
import type { Standing } from "../api/answers"
import { useTexts } from "../texts/use-texts"

const COLORS = {
  unknown: "grey",
  undecided: "grey",
  granted: "orange",
  activating: "blue",
  financed: "green",
  refused: "red",
} as const satisfies Record<Standing | "unknown", string>

/** @param standing null while the account that made the purchase is gone. */
export function StandingBadge({ standing: known }: { standing: Standing | null }) {
  const { t } = useTexts()
  const standing = known ?? "unknown"
  return (
    <StatusBadge color={COLORS[standing]} className="text-nowrap">
      {t(`standing.${standing}`)}
    </StatusBadge>
  )
}

/** Shown where it is not the real Inbank, and where it is: nobody should have to guess whether money moves. */
export function EnvironmentBadge({ environment }: { environment: "demo" | "production" }) {
  const { t } = useTexts()
  return (
    <Badge size="2xsmall" color={environment === "demo" ? "orange" : "green"}>
      {t(`accounts.${environment}`)}
    </Badge>
  )
}
