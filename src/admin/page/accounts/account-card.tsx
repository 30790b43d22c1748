import { Alert } from "@medusajs/ui"
import type { AccountView } from "../../api/answers"
import { EnvironmentBadge } from "../../parts/badges"
import { Facts } from "../../parts/facts"
import { PageLink, PortalLink } from "../../parts/links"
import { Section } from "../../parts/section"
import { useAgo } from "../../texts/use-ago"
import { useTexts, type Texts } from "../../texts/use-texts"
import { AccountChecks } from "./account-checks"
import { accountName } from "./account-name"

/** One provider entry of medusa-config, as Inbank and Medusa see it. */
export function AccountCard({ account }: { account: AccountView }) {
  const texts = useTexts()
  const { t, date } = texts
  const ago = useAgo()
  return (
    <Section
      title={accountName(account.id)}
      beside={<EnvironmentBadge environment={account.environment} />}
      actions={<PortalLink url={account.partner_portal_url} />}
    >
      {(account.warnings.length > 0 || account.unavailable) && (
        <div className="flex flex-col gap-2 px-6 py-4">
          {account.unavailable && <Alert variant="error">{account.unavailable}</Alert>}
          {account.warnings.map((warning) => (
            <Alert key={warning.code} variant="warning">
              {warningOf(texts, warning)}
            </Alert>
          ))}
        </div>
      )}
      <AccountChecks account={account} />
      <Facts
        facts={[
          { label: t("accounts.product"), value: productOf(texts, account) },
          { label: t("accounts.range"), value: rangeOf(texts, account) },
          { label: t("accounts.periods"), value: periodsOf(texts, account) },
          { label: t("accounts.approval"), value: t(`accounts.approval_${account.approval}`) },
          { label: t("accounts.refunds"), value: texts.word("accounts", `refunds_${account.refunds}`, "") },
          {
            label: t("accounts.regions"),
            value: account.regions.length > 0 && (
              <span className="flex flex-wrap gap-x-3">
                {account.regions.map(({ id, name }) => (
                  <PageLink key={id} to={`/settings/regions/${id}`}>
                    {name}
                  </PageLink>
                ))}
              </span>
            ),
          },
          { label: t("accounts.legal_text"), value: account.legal_text_languages.join(", ") },
          { label: t("accounts.api"), value: account.api_host },
          { label: t("accounts.backend"), value: account.backend_url },
          {
            label: t("accounts.last_callback"),
            value: account.last_callback_at ? (
              <span title={date(account.last_callback_at)}>{ago(account.last_callback_at)}</span>
            ) : (
              t("common.never")
            ),
          },
        ]}
      />
    </Section>
  )
}

function warningOf(
  { word, money }: Texts,
  { code, message, values }: AccountView["warnings"][number],
): string {
  const { min, currency } = values ?? {}
  const written =
    min !== undefined && currency !== undefined ? { ...values, min: money(min, currency) } : values
  return word("warning", code, message, written)
}

function productOf({ t }: Texts, { product, product_type, product_code }: AccountView): string {
  const name = product?.name
  return `${t(`accounts.${product_type}`)} · ${name ? `${name} (${product_code})` : product_code}`
}

function rangeOf({ t, money }: Texts, { price_range, currency }: AccountView): string {
  const { min_amount, max_amount } = price_range
  const min = min_amount === null ? "" : money(min_amount, currency)
  const max = max_amount === null ? "" : money(max_amount, currency)
  if (min && max) return t("accounts.range_from_to", { min, max })
  if (min) return t("accounts.range_from", { min })
  return max ? t("accounts.range_to", { max }) : t("accounts.range_any")
}

function periodsOf({ t }: Texts, { product }: AccountView): string {
  const periods = product?.period_options ?? []
  return periods.length === 0 ? "" : `${periods.join(", ")} ${t("accounts.months")}`
}
