import { Button, Drawer } from "@medusajs/ui"
import type { ReactNode } from "react"
import { focusFirstError } from "./focus-first-error"
import { useTexts } from "../../texts/use-texts"

interface DrawerFormProps {
  /** The label of the button that sends. */
  send: string
  isSending: boolean
  submit: () => Promise<void>
  children: ReactNode
}

/** The fields of a drawer, between its header and its two buttons. */
export function DrawerForm({ send, isSending, submit, children }: DrawerFormProps) {
  const { t } = useTexts()
  return (
    <form
      className="flex flex-1 flex-col overflow-hidden"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
        focusFirstError(event.currentTarget)
      }}
    >
      <Drawer.Body className="flex flex-col gap-4 overflow-y-auto">{children}</Drawer.Body>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            {t("common.cancel")}
          </Button>
        </Drawer.Close>
        <Button size="small" type="submit" isLoading={isSending}>
          {send}
        </Button>
      </Drawer.Footer>
    </form>
  )
}
