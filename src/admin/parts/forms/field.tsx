import { Hint, Input, Label } from "@medusajs/ui"
import { useId } from "react"

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  /** What is wrong with the value. */
  error?: string
  numeric?: boolean
}

export function Field({ label, value, onChange, hint, error, numeric = false }: FieldProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <Label htmlFor={id} size="small" weight="plus">
        {label}
      </Label>
      <Input
        id={id}
        value={value}
        inputMode={numeric ? "decimal" : undefined}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={(error ?? hint) ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {(error ?? hint) && (
        <Hint id={`${id}-note`} variant={error ? "error" : "info"} role={error ? "alert" : undefined}>
          {error ?? hint}
        </Hint>
      )}
    </div>
  )
}
