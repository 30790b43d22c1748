import { Label, Select } from "@medusajs/ui"
import { useId } from "react"
import { DICTIONARIES } from "../i18n"
import { chooseLanguage, isLanguage, useChosenLanguage } from "../texts/chosen-language"
import { useTexts } from "../texts/use-texts"

const AS_MEDUSA = "as_medusa"

/** Medusa offers neither Estonian nor Latvian for its admin; this choice does. */
export function LanguageChoice() {
  const { t } = useTexts()
  const id = useId()
  const chosen = useChosenLanguage()
  return (
    <div className="flex items-center gap-2">
      <Label htmlFor={id} size="xsmall" className="text-ui-fg-subtle">
        {t("page.language")}
      </Label>
      <Select
        size="small"
        value={chosen ?? AS_MEDUSA}
        onValueChange={(value) => chooseLanguage(isLanguage(value) ? value : undefined)}
      >
        <Select.Trigger id={id} className="w-36">
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          <Select.Item value={AS_MEDUSA}>{t("page.as_medusa")}</Select.Item>
          {Object.keys(DICTIONARIES).map((code) => (
            <Select.Item key={code} value={code} lang={code}>
              {ownName(code)}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}

function ownName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}
