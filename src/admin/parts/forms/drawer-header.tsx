import { XMark } from "@medusajs/icons"
import { Drawer, IconButton } from "@medusajs/ui"
import { useTexts } from "../../texts/use-texts"

/** Like Medusa's own, whose close button has no name. */
export function DrawerHeader({ title, description }: { title: string; description: string }) {
  const { t } = useTexts()
  return (
    <div className="border-ui-border-base flex items-start justify-between gap-x-4 border-b px-6 py-4">
      <div className="flex flex-col gap-y-1">
        <Drawer.Title>{title}</Drawer.Title>
        <Drawer.Description>{description}</Drawer.Description>
      </div>
      <Drawer.Close asChild>
        <IconButton size="small" variant="transparent" aria-label={t("common.close")}>
          <XMark aria-hidden />
        </IconButton>
      </Drawer.Close>
    </div>
  )
}
