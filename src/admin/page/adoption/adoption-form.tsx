import { Alert, Button, Label, Select, Text, usePrompt } from "@medusajs/ui"
import { useId, useState } from "react"
import type { OrphanView } from "../../api/answers"
import { useAccounts } from "../../api/overview"
import { useAdopt } from "../../api/sessions"
import { Field } from "../../parts/forms/field"
import { focusFirstError } from "../../parts/forms/focus-first-error"
import { SessionLink } from "../../parts/links"
import { Section } from "../../parts/section"
import { errorSentence } from "../../texts/error-sentence"
import { useTexts } from "../../texts/use-texts"
import { accountName } from "../accounts/account-name"

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function AdoptionForm({ orphan }: { orphan: OrphanView | undefined }) {
  const texts = useTexts()
  const { t } = texts
  const prompt = usePrompt()
  const adopt = useAdopt()
  const accounts = useAccounts().data?.accounts ?? []
  const [chosenAccount, setAccount] = useState(orphan?.account_id)
  const [uuid, setUuid] = useState(orphan?.pos_session_uuid ?? "")
  const [cart, setCart] = useState("")
  const [reference, setReference] = useState("")
  const [isTried, setIsTried] = useState(false)
  const account = chosenAccount ?? accounts[0]?.id ?? ""
  const isWrong = !UUID.test(uuid.trim())

  const submit = async () => {
    setIsTried(true)
    if (isWrong || account === "") return
    const agreed =
      cart.trim() !== "" ||
      (await prompt({
        title: t("adoption.without_cart"),
        description: t("adoption.warning"),
        confirmText: t("common.confirm"),
        cancelText: t("common.cancel"),
      }))
    if (!agreed) return
    adopt.mutate({
      account_id: account,
      pos_session_uuid: uuid.trim(),
      ...(cart.trim() && { cart_id: cart.trim() }),
      ...(reference.trim() && { purchase_reference: reference.trim() }),
    })
  }
  return (
    <Section title={t("adoption.title")}>
      <form
        className="flex flex-col gap-4 px-6 py-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
          focusFirstError(event.currentTarget)
        }}
      >
        <Text size="small" className="text-ui-fg-subtle">
          {t("adoption.intro")}
        </Text>
        <Alert variant="warning">{t("adoption.warning")}</Alert>
        <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
          <AccountSelect accounts={accounts.map(({ id }) => id)} value={account} choose={setAccount} />
          <Field
            label={t("adoption.uuid")}
            value={uuid}
            onChange={setUuid}
            error={isTried && isWrong ? t("adoption.uuid_wrong") : undefined}
          />
          <Field label={t("adoption.cart")} value={cart} onChange={setCart} />
          <Field label={t("adoption.reference")} value={reference} onChange={setReference} />
        </div>
        <div role="status" className="empty:hidden">
          {adopt.error && <Alert variant="error">{errorSentence(texts, adopt.error)}</Alert>}
          {adopt.data && (
            <Alert variant="success">
              {t(adopt.data.adopted === "known" ? "adoption.known" : "adoption.adopted")} {adopt.data.message}{" "}
              <SessionLink sessionId={adopt.data.session.id} />
            </Alert>
          )}
        </div>
        <div>
          <Button size="small" type="submit" isLoading={adopt.isPending}>
            {t("adoption.submit")}
          </Button>
        </div>
      </form>
    </Section>
  )
}

interface AccountSelectProps {
  accounts: string[]
  value: string
  choose: (id: string) => void
}

function AccountSelect({ accounts, value, choose }: AccountSelectProps) {
  const { t } = useTexts()
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <Label htmlFor={id} size="small" weight="plus">
        {t("adoption.account")}
      </Label>
      <Select value={value} onValueChange={choose}>
        <Select.Trigger id={id}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {accounts.map((account) => (
            <Select.Item key={account} value={account}>
              {accountName(account)}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}
