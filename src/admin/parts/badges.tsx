import { Badge, StatusBadge } from "@medusajs/ui"
import { shownStanding, type ShownStanding, type Stands } from "../texts/shown-standing"
import { useTexts } from "../texts/use-texts"

const COLORS = {
  unknown: "grey",
  terminated: "grey",
  undecided: "grey",
  granted: "orange",
  activating: "blue",
  financed: "green",
  refused: "red",
} as const satisfies Record<ShownStanding, string>

export function StandingBadge({ session }: { session: Stands }) {
  const { t } = useTexts()
  const standing = shownStanding(session)
  return (
    <StatusBadge color={COLORS[standing]} className="text-nowrap">
      {t(`standing.${standing}`)}
    </StatusBadge>
  )
}

/** Shown for demo and for production: nobody should have to guess whether money moves. */
export function EnvironmentBadge({ environment }: { environment: "demo" | "production" }) {
  const { t } = useTexts()
  return (
    <Badge size="2xsmall" color={environment === "demo" ? "orange" : "green"}>
      {t(`accounts.${environment}`)}
    </Badge>
  )
}
